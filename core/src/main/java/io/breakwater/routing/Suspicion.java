package io.breakwater.routing;

import java.util.OptionalLong;

/// What speaks against a target that is still used: of the calls of all copies that began since a first failure, how
/// many
/// failed. Only a failure is written. The calls in between are known without a write, since a target's ledger numbers
/// its
/// calls as they begin: they count as answered until they have failed.
///
/// It is enough when twice the failures outnumber the others by ten: five in a row, or some more of a target that fails
/// more than a third of its calls. Where the others come to outnumber them it begins anew (a CUSUM test: Page,
/// "Continuous
/// Inspection Schemes", Biometrika 1954).
///
/// @param failures hard failures since the first one, which is included
/// @param from the number of the first of those calls
/// @param to the number of the last one that failed
/// @param by the copy that has seen all of them, or [Exclusion#SEVERAL]
record Suspicion(int failures, long from, long to, String by) implements HealthEntry {
    private static final int ENOUGH = 10;
    private static final int OF_ONE = 2;

    /// @param place the number of the call, where its ledger could be asked
    static Suspicion first(OptionalLong place, String by) {
        return new Suspicion(1, place.orElse(1), place.orElse(1), by);
    }

    /// Without numbers, as while the ledger is down, failures count as being in a row, and an answer ends it.
    Suspicion failed(OptionalLong place, String me) {
        long at = place.orElse(to + 1);
        String who = by.equals(me) ? me : Exclusion.SEVERAL;
        Suspicion next = new Suspicion(failures + 1, Math.min(from, at), Math.max(to, at), who);
        return next.weight() < OF_ONE ? first(place, me) : next;
    }

    boolean enough() {
        return weight() >= ENOUGH;
    }

    private long weight() {
        long others = Math.max(0, to - from + 1 - failures);
        return 2L * failures - others;
    }
}
