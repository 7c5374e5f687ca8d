package io.breakwater.routing;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// What all copies of the gateway know about a target, without the counts and rests of a single copy.
///
/// @param own the state of the target itself
/// @param modelDay the state of its model's quota of the day in its account and Region
/// @param accountDay the state of the quota of the day that all models share there
/// @param session the state of its account's credentials, which leaves the target out only for copies
/// that have none
public record KnownOfTarget(
        Optional<LeftOut> own, Optional<LeftOut> modelDay, Optional<LeftOut> accountDay, Optional<LeftOut> session) {

    public boolean isNothing() {
        return own.isEmpty() && modelDay.isEmpty() && accountDay.isEmpty() && session.isEmpty();
    }

    /// The state that decides: of the exclusions that all copies heed the one that lasts longest, else
    /// that the account gives no credentials, else the probation.
    public Optional<LeftOut> decisive() {
        Optional<LeftOut> forAll = Stream.of(own, modelDay, accountDay)
                .flatMap(Optional::stream)
                .max(Comparator.comparing(LeftOut::isOut).thenComparing(LeftOut::until));
        return forAll.filter(LeftOut::isOut).or(() -> session).or(() -> forAll);
    }
}
