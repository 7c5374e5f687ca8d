package io.breakwater.control.usagekeys;

import io.breakwater.model.TenantId;
import java.time.Instant;

/// One of API Gateway's keys that the control plane has made.
///
/// @param id as API Gateway calls it
/// @param mark of its value, see [WantedKey#mark()]
/// @param made when
/// @param joined whether the usage plan of its plan has it: API Gateway lets nobody through on one that has
/// none
record UsageKey(String id, TenantId tenant, String plan, String mark, Instant made, boolean joined) {

    UsageKey inPlan() {
        return new UsageKey(id, tenant, plan, mark, made, true);
    }
}
