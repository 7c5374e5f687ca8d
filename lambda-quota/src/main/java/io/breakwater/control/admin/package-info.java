/// The operators' API: the state of tenants, their keys, suspensions, overrides of limits, and drains.
@NullMarked
package io.breakwater.control.admin;

import org.jspecify.annotations.NullMarked;
