package io.breakwater.routing;

import io.breakwater.model.Target;
import io.breakwater.routing.HealthChange.Kind;
import io.breakwater.routing.HealthStore.Replaced;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The targets' health for operators, who see and reset it: always read from the store, never from a
/// copy's memory.
///
/// A reset reaches every copy of the gateway with its next read, within a second. A copy's own counts
/// stay: a target that still fails is ejected again.
public final class OperatorsHealth {

    /// After so many lost races between read and write it stops trying.
    private static final int MOST_TRIES = 5;

    private final HealthStore store;
    private final Consumer<HealthChange> listener;

    /// @param listener called for each text that a reset removes
    public OperatorsHealth(HealthStore store, Consumer<HealthChange> listener) {
        this.store = store;
        this.listener = listener;
    }

    /// The texts of all targets, from one read.
    public record Read(Map<String, String> texts, Instant at) {

        public KnownOfTarget of(Target target) {
            TargetNames names = TargetNames.of(target);
            return new KnownOfTarget(
                    known(names.own()),
                    known(names.modelDay()),
                    known(names.poolDay()),
                    SessionHint.leftOut(exclusion(names.session()), at));
        }

        private Optional<LeftOut> known(String name) {
            return exclusion(name).flatMap(known -> known.leftOut(at));
        }

        private Optional<Exclusion> exclusion(String name) {
            return ExclusionText.exclusion(Optional.ofNullable(texts.get(name))).map(known -> known.believed(at));
        }
    }

    public Read read(Instant now) {
        return new Read(Map.copyOf(store.all()), now);
    }

    /// Removes what is known about the target, its quotas of the day and the credentials of its account,
    /// which other targets share.
    ///
    /// @param by who asks for it
    /// @return what was known
    public KnownOfTarget reset(Target target, String by, Instant now) {
        Read before = read(now);
        for (String name : TargetNames.of(target).all()) {
            if (takenAway(name, Optional.ofNullable(before.texts().get(name)))) {
                listener.accept(new HealthChange(Kind.RESET, name.substring(2), now, Optional.empty(), "by " + by));
            }
        }
        return before.of(target);
    }

    private boolean takenAway(String name, Optional<String> known) {
        Optional<String> seen = known;
        for (int attempt = 1; attempt <= MOST_TRIES && seen.isPresent(); attempt++) {
            switch (store.replace(name, seen, Optional.empty())) {
                case Replaced.Done() -> {
                    return true;
                }
                case Replaced.Other(Optional<String> actual) -> seen = actual;
            }
        }
        if (seen.isPresent()) {
            throw new IllegalStateException(
                    "the state of %s changed at every try to reset it; try again".formatted(name));
        }
        return false;
    }
}
