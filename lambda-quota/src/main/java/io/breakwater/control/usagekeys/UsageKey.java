package io.breakwater.control.usagekeys;

import io.breakwater.model.TenantId;
import java.time.Instant;

/// One of API Gateway's keys that the control plane has made.
///
/// @param id its id in API Gateway
/// @param mark the mark of its value, see [WantedKey#mark()]
/// @param made when it was made
/// @param joined whether it is in the usage plan of its plan; without one API Gateway admits no request
/// with it
record UsageKey(String id, TenantId tenant, String plan, String mark, Instant made, boolean joined) {

    UsageKey inPlan() {
        return new UsageKey(id, tenant, plan, mark, made, true);
    }
}
