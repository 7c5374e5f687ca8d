/// Who may call: tenants of the environment's file, and those that are kept as data.
@NullMarked
package io.breakwater.tenancy;

import org.jspecify.annotations.NullMarked;
