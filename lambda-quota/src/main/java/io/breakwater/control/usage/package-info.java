/// What a tenant has used, as reports tell it to the tenant and to operators.
@NullMarked
package io.breakwater.control.usage;

import org.jspecify.annotations.NullMarked;
