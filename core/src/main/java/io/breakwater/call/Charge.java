package io.breakwater.call;

import io.breakwater.model.RoutedTarget;
import java.util.List;
import java.util.stream.Stream;

/// What a request was charged in its tenant's ledger.
///
/// @param tokens counted against the limit of the day
/// @param abandoned the targets of calls that were given up and may be billed, in order
record Charge(long tokens, long nanoUsd, List<RoutedTarget> abandoned) {
    static final Charge NONE = new Charge(0, 0, List.of());

    /// The sum of both.
    Charge plus(Charge more) {
        return new Charge(
                tokens + more.tokens,
                nanoUsd + more.nanoUsd,
                Stream.concat(abandoned.stream(), more.abandoned.stream()).toList());
    }

    Charge {
        abandoned = List.copyOf(abandoned);
    }
}
