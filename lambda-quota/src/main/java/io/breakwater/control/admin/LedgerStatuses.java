package io.breakwater.control.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.Target;
import io.breakwater.routing.Drain;
import io.breakwater.routing.OperatorsHealth;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/// The health and drains of all targets, for one report. If their table cannot be read, the report says
/// so; what is left of the quotas is useful without it.
sealed interface LedgerStatuses {

    /// Adds `state` and `known`, or `stateUnknown` if they could not be read.
    void addTo(ObjectNode json, Target target);

    static LedgerStatuses read(TargetParts parts, AdminRequest request) {
        try {
            return new Known(
                    parts.health(request.id()).read(request.at()),
                    parts.stores().drains().all(),
                    request.at());
        } catch (SdkException trouble) {
            Unknown.LOG.warn("the targets' health cannot be read", trouble);
            return new Unknown();
        }
    }

    record Known(OperatorsHealth.Read health, List<Drain> drains, Instant now) implements LedgerStatuses {

        @Override
        public void addTo(ObjectNode json, Target target) {
            json.setAll(TargetJson.state(health.of(target), drain(target)));
            json.set("known", TargetJson.known(health.of(target)));
        }

        private Optional<Drain> drain(Target target) {
            return drains.stream()
                    .filter(drain -> drain.covers(target) && drain.holds(now))
                    .findFirst();
        }
    }

    record Unknown() implements LedgerStatuses {
        private static final Logger LOG = LoggerFactory.getLogger(LedgerStatuses.class);

        @Override
        public void addTo(ObjectNode json, Target target) {
            json.put("state", "unknown")
                    .put(
                            "stateUnknown",
                            "the health table cannot be read; meanwhile each copy of the gateway decides by its own calls");
            json.putArray("known");
        }
    }
}
