package io.breakwater.control.admin;

import io.breakwater.event.GatewayEvent.TargetChanged;
import io.breakwater.routing.HealthChange;
import io.breakwater.routing.OperatorsHealth;
import io.breakwater.routing.TargetStores;
import java.util.function.Consumer;

/// The parts for the operators' view of targets.
///
/// @param changes called with each reset, for the people on call
public record TargetParts(TargetStores stores, Consumer<TargetChanged> changes) {

    OperatorsHealth health(String requestId) {
        return new OperatorsHealth(stores.health(), change -> changes.accept(event(requestId, change)));
    }

    private static TargetChanged event(String requestId, HealthChange change) {
        return new TargetChanged(
                requestId, change.at(), change.subject(), change.kind().label(), change.until(), change.why());
    }
}
