/// The operators' path to a deployed environment, as the deploy test walks it: `scripts/gatewayctl`, the admin function
/// and its audit log, and a stand-in for API Gateway where nobody asks AWS IAM.
@NullMarked
package io.breakwater.deploytest.admin;

import org.jspecify.annotations.NullMarked;
