package io.breakwater.routing;

import io.breakwater.model.RoutedTarget;
import io.breakwater.quota.Standing;
import java.time.Instant;

/// What the targets' ledger is known to say, without asking it anew.
public interface Headroom {

    Standing of(RoutedTarget target, Instant now);
}
