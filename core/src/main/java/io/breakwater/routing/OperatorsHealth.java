package io.breakwater.routing;

import io.breakwater.model.Target;
import io.breakwater.routing.HealthChange.Kind;
import io.breakwater.routing.HealthStore.Replaced;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The targets' health as operators see and reset it: read from the store, not from what a copy remembers.
///
/// A reset counts for every copy of the gateway when it next reads, within a second. What a copy has counted
/// for itself stays: where a target still fails, it is left out again.
public final class OperatorsHealth {

    /// Who decides this often between a read and a write is not raced any further.
    private static final int MOST_TRIES = 5;

    private final HealthStore store;
    private final Consumer<HealthChange> listener;

    /// @param listener told of each text that a reset takes away
    public OperatorsHealth(HealthStore store, Consumer<HealthChange> listener) {
        this.store = store;
        this.listener = listener;
    }

    /// What was read at once of all targets.
    public record Read(Map<String, String> texts, Instant at) {

        public KnownOfTarget of(Target target) {
            TargetNames names = TargetNames.of(target);
            return new KnownOfTarget(known(names.own()), known(names.modelDay()), known(names.poolDay()));
        }

        private Optional<LeftOut> known(String name) {
            return ExclusionText.exclusion(Optional.ofNullable(texts.get(name))).flatMap(known -> known.leftOut(at));
        }
    }

    public Read read(Instant now) {
        return new Read(Map.copyOf(store.all()), now);
    }

    /// Takes away what is known of the target and of its quotas of the day, which other targets share.
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
