package io.breakwater.fleet;

import io.breakwater.model.Target;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The waits that one copy was told by targets, and whether it respects them.
final class ToldWaits {
    private final FleetTime time;
    private final Map<Target, Told> told = new HashMap<>();

    private record Told(Duration at, Duration until) {}

    ToldWaits(FleetTime time) {
        this.time = time;
    }

    void called(Target target, Outcome outcome) {
        if (outcome instanceof Outcome.Overloaded(Optional<Duration> wait) && wait.isPresent()) {
            Duration now = time.elapsed();
            told.put(target, new Told(now, now.plus(wait.get())));
        }
    }

    /// The copy's clock has jumped, maybe beyond them.
    void forget() {
        told.clear();
    }

    /// Requests that were planned before may still be on their way to the target.
    void calling(Target target, Serving serving) {
        Told last = told.get(target);
        boolean early = last != null
                && serving.begun().compareTo(last.at()) > 0
                && !serving.jumped()
                && time.elapsed().compareTo(last.until()) < 0;
        serving.check(
                Property.F15,
                !early,
                () -> "%s is called, although it has told to wait: %s".formatted(target.label(), last));
    }
}
