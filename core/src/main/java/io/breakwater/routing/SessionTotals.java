package io.breakwater.routing;

import io.breakwater.model.RoutedTarget;
import java.util.List;

/// What a session has spent so far.
///
/// @param attempts calls made
/// @param abandoned the targets of calls that were given up and may be billed all the same, in order
/// @param keptForOthers whether a target had room, but kept it for other priorities
public record SessionTotals(int attempts, List<RoutedTarget> abandoned, boolean keptForOthers) {

    public SessionTotals {
        abandoned = List.copyOf(abandoned);
    }
}
