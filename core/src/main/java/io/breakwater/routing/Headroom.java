package io.breakwater.routing;

import io.breakwater.model.Priority;
import io.breakwater.model.RoutedTarget;
import io.breakwater.quota.Standing;
import java.time.Instant;

/// What the targets' ledger is known to say, without asking it anew.
public interface Headroom {

    Standing of(RoutedTarget target, Instant now);

    /// The most tokens that one request of this priority can ever reserve of the target, however idle that is;
    /// [Long#MAX_VALUE] where its quota is not known.
    default long mostTokens(RoutedTarget target, Priority priority) {
        return Long.MAX_VALUE;
    }
}
