package io.breakwater.adapters.telemetry;

import io.breakwater.dialect.Refusal;
import io.breakwater.event.GatewayEvent.RequestEnded;
import io.breakwater.naming.Metrics;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// How a request counts for the availability objective. Bad are requests that the gateway itself could
/// not answer: its faults and Bedrock's, broken streams, and spent quota pools. Good is every answer,
/// even if its client did not wait for it. A caller's own limits and errors count as neither.
final class Objective {
    private static final int FAULT = 500;

    /// Bad refusals whose status may be other than 5XX, in some dialect or because a keep-alive has
    /// already sent 200.
    private static final Set<String> BAD = Set.of(
            Refusal.upstreamThrottled("", Duration.ZERO).label(),
            Refusal.noCapacity("", Duration.ZERO).label(),
            Refusal.upstreamFailed("").label(),
            Refusal.deadlineExceeded("").label(),
            Refusal.ledgerUnavailable("", Duration.ZERO).label(),
            Refusal.internal("").label(),
            RequestEnded.BROKEN);

    /// Empty if the request does not count.
    static Optional<Measured> of(RequestEnded ended) {
        if (BAD.contains(ended.ending()) || ended.status() >= FAULT) {
            return Optional.of(missed());
        }
        return ended.served().target().map(_ -> Measured.of(Metrics.UNANSWERED, 0));
    }

    static Measured missed() {
        return Measured.of(Metrics.UNANSWERED, 1);
    }

    private Objective() {}
}
