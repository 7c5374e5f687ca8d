package io.breakwater.control.admin;

import io.breakwater.event.GatewayEvent.TargetChanged;
import io.breakwater.routing.HealthChange;
import io.breakwater.routing.OperatorsHealth;
import io.breakwater.routing.TargetStores;
import java.util.function.Consumer;

/// What operators see and change of targets.
///
/// @param changes told of each reset, for those on call
public record TargetParts(TargetStores stores, Consumer<TargetChanged> changes) {

    OperatorsHealth health(String requestId) {
        return new OperatorsHealth(stores.health(), change -> changes.accept(event(requestId, change)));
    }

    private static TargetChanged event(String requestId, HealthChange change) {
        return new TargetChanged(
                requestId, change.at(), change.subject(), change.kind().label(), change.until(), change.why());
    }
}
