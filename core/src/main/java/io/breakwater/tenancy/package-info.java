/// Who may call, as data beside the functions: tenants and plans of the environment's file, and tenants that operators
/// have applied.
@NullMarked
package io.breakwater.tenancy;

import org.jspecify.annotations.NullMarked;
