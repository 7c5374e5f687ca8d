package io.breakwater.routing;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// What all copies of the gateway know of a target. What one copy alone counts or rests is not in it.
///
/// @param own of the target itself
/// @param modelDay of its model's quota of the day in its account and Region
/// @param accountDay of the quota of the day that all models share there
public record KnownOfTarget(Optional<LeftOut> own, Optional<LeftOut> modelDay, Optional<LeftOut> accountDay) {

    public boolean isNothing() {
        return own.isEmpty() && modelDay.isEmpty() && accountDay.isEmpty();
    }

    /// What decides how the target stands: what leaves it out for longest, else its probation.
    public Optional<LeftOut> decisive() {
        return Stream.of(own, modelDay, accountDay)
                .flatMap(Optional::stream)
                .max(Comparator.comparing(LeftOut::isOut).thenComparing(LeftOut::until));
    }
}
