/// Brings the tenants' API keys in line with the configuration: missing keys are made, keys of former
/// tenants are ended.
@NullMarked
package io.breakwater.control.tenants;

import org.jspecify.annotations.NullMarked;
