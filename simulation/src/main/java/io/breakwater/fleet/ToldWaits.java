package io.breakwater.fleet;

import io.breakwater.model.Target;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The waits that one copy was told by targets, and whether it respects them.
final class ToldWaits {
    private final FleetTime time;
    private final Map<Target, Told> told = new HashMap<>();

    /// @param by the request that was told
    private record Told(Duration at, Duration until, Serving by) {}

    ToldWaits(FleetTime time) {
        this.time = time;
    }

    void called(Target target, Outcome outcome, Serving serving) {
        wait(outcome).ifPresent(wait -> {
            Duration now = time.elapsed();
            told.put(target, new Told(now, now.plus(wait), serving));
        });
    }

    private static Optional<Duration> wait(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Overloaded(Optional<Duration> wait) -> wait;
            case Outcome.Throttled(var _, Optional<Duration> wait) -> wait;
            case Outcome _ -> Optional.empty();
        };
    }

    /// The copy's clock has jumped, maybe beyond them.
    void forget() {
        told.clear();
    }

    /// Other requests that were planned before may still be on their way to the target.
    void calling(Target target, Serving serving) {
        Told last = told.get(target);
        boolean early = last != null
                && (serving.equals(last.by()) || serving.begun().compareTo(last.at()) > 0)
                && !serving.jumped()
                && time.elapsed().compareTo(last.until()) < 0;
        serving.check(
                Property.F15,
                !early,
                () -> "%s is called, although it has told to wait: %s".formatted(target.label(), told(last)));
    }

    private static String told(@Nullable Told last) {
        return last == null ? "nothing" : "at %s until %s".formatted(last.at(), last.until());
    }
}
