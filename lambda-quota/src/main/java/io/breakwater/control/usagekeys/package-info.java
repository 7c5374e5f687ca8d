/// The API Gateway keys that the control plane makes for tenants, outside CloudFormation: each tenant
/// has its own, so that API Gateway throttles it separately.
@NullMarked
package io.breakwater.control.usagekeys;

import org.jspecify.annotations.NullMarked;
