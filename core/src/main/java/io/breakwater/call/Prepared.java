package io.breakwater.call;

import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Refusal;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.routing.Plan;

/// A request that may be admitted, or the reason why it may not.
sealed interface Prepared {

    record Refused(Refusal refusal) implements Prepared {}

    /// @param demand the worst case over the candidates, which the tenant's ledger holds while the request runs
    /// @param untaughtInput the estimate of the input without what was learnt
    record Ready(Tenant tenant, ModelCall call, Sizing sizing, Plan plan, LedgerAmount demand, long untaughtInput)
            implements Prepared {

        /// The most that a call to this target may cost, whether or not anything comes of it.
        LedgerAmount mayCost(RoutedTarget target) {
            return sizing.worstCase(tenant, target);
        }

        /// The body names the tenant to Bedrock's invocation log ("Converse", `requestMetadata`,
        /// Amazon Bedrock API Reference).
        ModelRequest requestFor(RoutedTarget target, boolean stream) {
            var converse = call.converse().deepCopy();
            converse.withObject("/inferenceConfig").put("maxTokens", sizing.maxTokens(target));
            converse.putObject("requestMetadata").put("tenant", tenant.id().value());
            return new ModelRequest(tenant.id(), converse, stream);
        }
    }
}
