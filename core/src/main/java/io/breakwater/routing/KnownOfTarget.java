package io.breakwater.routing;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// What all copies of the gateway know about a target, without the counts and rests of a single copy.
///
/// @param own the state of the target itself
/// @param modelDay the state of its model's quota of the day in its account and Region
/// @param accountDay the state of the quota of the day that all models share there
public record KnownOfTarget(Optional<LeftOut> own, Optional<LeftOut> modelDay, Optional<LeftOut> accountDay) {

    public boolean isNothing() {
        return own.isEmpty() && modelDay.isEmpty() && accountDay.isEmpty();
    }

    /// The state that decides: the exclusion that lasts longest, else the probation.
    public Optional<LeftOut> decisive() {
        return Stream.of(own, modelDay, accountDay)
                .flatMap(Optional::stream)
                .max(Comparator.comparing(LeftOut::isOut).thenComparing(LeftOut::until));
    }
}
