package io.breakwater.routing;

import io.breakwater.model.RoutedTarget;
import java.util.List;

/// What a session has spent so far.
///
/// @param attempts calls made
/// @param abandoned the targets of calls that were given up and may still be billed, in order
/// @param keptForOthers whether a target had room, but kept it for other priorities
/// @param secondRun the result of the second run, if an answer was cut
public record SessionTotals(int attempts, List<RoutedTarget> abandoned, boolean keptForOthers, SecondRun secondRun) {

    /// Totals of a session whose answer was not cut.
    public SessionTotals(int attempts, List<RoutedTarget> abandoned, boolean keptForOthers) {
        this(attempts, abandoned, keptForOthers, SecondRun.NONE);
    }

    public SessionTotals {
        abandoned = List.copyOf(abandoned);
    }
}
