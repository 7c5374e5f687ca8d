/// The API Gateway keys that the control plane makes for tenants, outside CloudFormation: each tenant has
/// one of its own, so that API Gateway throttles it by itself.
@NullMarked
package io.breakwater.control.usagekeys;

import org.jspecify.annotations.NullMarked;
