/// Brings the tenants' API keys in line with the configuration: what is missing is made, what has left is ended.
@NullMarked
package io.breakwater.control.tenants;

import org.jspecify.annotations.NullMarked;
