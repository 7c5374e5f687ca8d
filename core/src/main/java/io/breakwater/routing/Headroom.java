package io.breakwater.routing;

import io.breakwater.model.Priority;
import io.breakwater.model.RoutedTarget;
import io.breakwater.quota.limits.LedgerStatus;
import java.time.Instant;

/// What the targets' ledger is known to say, without asking it anew.
public interface Headroom {

    LedgerStatus of(RoutedTarget target, Instant now);

    /// What is left of the target's quota, requests or tokens, whichever is less: 1,000,000 when nothing is used.
    default long leftPerMillion(RoutedTarget target, Instant now) {
        return leftPerMillion(of(target, now));
    }

    static long leftPerMillion(LedgerStatus standing) {
        return Math.min(
                standing.requests().remainingPerMillion(), standing.tokens().remainingPerMillion());
    }

    /// The most tokens that one request of this priority can ever reserve of the target, however idle that is;
    /// [Long#MAX_VALUE] where its quota is not known.
    default long mostTokens(RoutedTarget target, Priority priority) {
        return Long.MAX_VALUE;
    }
}
