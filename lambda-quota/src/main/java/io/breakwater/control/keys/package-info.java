/// The life of tenants' keys: issue, rotate, revoke.
@NullMarked
package io.breakwater.control.keys;

import org.jspecify.annotations.NullMarked;
