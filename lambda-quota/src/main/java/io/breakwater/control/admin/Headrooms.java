package io.breakwater.control.admin;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.TargetLedger;
import io.breakwater.model.RoutedTarget;
import io.breakwater.quota.limits.LedgerStatus;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/// What is left of the targets' quotas, for one report, if the ledger's table can be read. The targets'
/// state is useful without it, most of all while the table fails.
final class Headrooms {
    private static final Logger LOG = LoggerFactory.getLogger(Headrooms.class);

    /// Each read waits for the table; after this many without an answer no more are made.
    private static final int MOST_FAILURES = 2;

    private final TargetLedger ledger;
    private final Instant now;
    private int failures;

    Headrooms(TargetLedger ledger, Instant now) {
        this.ledger = ledger;
        this.now = now;
    }

    /// Adds `headroom`, or `headroomUnknown` if it could not be read.
    void addTo(ObjectNode json, RoutedTarget target) {
        Optional<LedgerStatus> status = read(target);
        json.set(
                "headroom",
                status.map(known -> TargetJson.headroom(target, known)).orElse(NullNode.getInstance()));
        if (status.isEmpty()) {
            json.put("headroomUnknown", "the ledger's table cannot be read");
        }
    }

    private Optional<LedgerStatus> read(RoutedTarget target) {
        if (failures >= MOST_FAILURES) {
            return Optional.empty();
        }
        try {
            return Optional.of(ledger.status(target, now));
        } catch (SdkException trouble) {
            failures++;
            LOG.warn("the ledger of target {} cannot be read", target.target().label(), trouble);
            return Optional.empty();
        }
    }
}
