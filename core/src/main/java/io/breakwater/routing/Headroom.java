package io.breakwater.routing;

import io.breakwater.model.Priority;
import io.breakwater.model.RoutedTarget;
import io.breakwater.quota.limits.LedgerStatus;
import java.time.Instant;

/// What this process knows of the targets' ledgers, without a read.
public interface Headroom {

    LedgerStatus of(RoutedTarget target, Instant now);

    /// The part of the target's quota that is left, of requests or tokens, whichever is less, in
    /// millionths: 1,000,000 when nothing is used.
    default long leftPerMillion(RoutedTarget target, Instant now) {
        return leftPerMillion(of(target, now));
    }

    static long leftPerMillion(LedgerStatus status) {
        return Math.min(status.requests().remainingPerMillion(), status.tokens().remainingPerMillion());
    }

    /// The most tokens that one request of this priority can ever reserve at the target, however idle
    /// it is; [Long#MAX_VALUE] where its quota is not known.
    default long mostTokens(RoutedTarget target, Priority priority) {
        return Long.MAX_VALUE;
    }
}
