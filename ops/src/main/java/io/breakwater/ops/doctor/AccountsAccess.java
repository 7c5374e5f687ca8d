package io.breakwater.ops.doctor;

import io.breakwater.ops.probe.Probe;
import io.breakwater.ops.probe.Seen;
import java.util.List;
import java.util.function.Consumer;

/// The way into accounts.
@FunctionalInterface
interface AccountsAccess {

    /// A probe of a place; unreadable if the caller cannot enter it.
    Seen<Probe> probe(CheckedPlace place);

    /// Runs checks on a place, if the caller can enter it.
    ///
    /// @param report gets each line as soon as it is known
    default void examine(CheckedPlace place, List<Check> checks, Consumer<Line> report) {
        switch (probe(place)) {
            case Seen.There<Probe>(Probe probe) ->
                checks.forEach(check -> check.look(place, probe).forEach(report));
            case Seen.NotThere<Probe>() -> report.accept(noAccess(place, "there are no credentials"));
            case Seen.Unreadable<Probe>(String why) -> report.accept(noAccess(place, why));
        }
    }

    private static Line noAccess(CheckedPlace place, String why) {
        return new Line("account", place, new Finding.Unknown(why + "; nothing here was checked"));
    }
}
