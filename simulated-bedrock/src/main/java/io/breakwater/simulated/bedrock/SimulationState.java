package io.breakwater.simulated.bedrock;

import io.breakwater.simulated.bedrock.answer.PromptCache;
import io.breakwater.simulated.bedrock.fault.FaultScript;
import io.breakwater.simulated.bedrock.quota.Pools;
import io.breakwater.simulated.bedrock.quota.QuotaLimits;

/// Everything the simulation remembers between calls; each part is thread-safe on its own.
record SimulationState(
        QuotaLimits limits,
        Pools pools,
        FaultScript faults,
        PromptCache cache,
        Distribution distribution,
        InvocationLog log,
        KeptBodies bodies,
        StoredResponses stored) {

    static SimulationState of(SimulationSettings settings) {
        return new SimulationState(
                settings.limits(),
                new Pools(settings.limits()),
                new FaultScript(settings.seed()),
                new PromptCache(),
                new Distribution(settings.seed()),
                new InvocationLog(),
                new KeptBodies(),
                new StoredResponses());
    }

    /// Forgets everything, as after a fresh start.
    void clear() {
        faults.clear();
        pools.clear();
        cache.clear();
        distribution.clear();
        log.clear();
        bodies.clear();
        stored.clear();
    }
}
