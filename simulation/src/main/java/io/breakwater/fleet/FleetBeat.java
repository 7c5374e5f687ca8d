package io.breakwater.fleet;

import io.breakwater.call.Heartbeat;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One request's beats on a copy, one after the other; stopping waits for the running beat.
final class FleetBeat implements Heartbeat.Beating {
    private final FleetTime time;
    private final Duration period;
    private final Runnable beat;
    private final BooleanSupplier dead;
    private final @Nullable Object about;
    private boolean stopped;
    private boolean working;

    /// @param dead whether its copy has died
    FleetBeat(FleetTime time, Duration period, Runnable beat, BooleanSupplier dead) {
        this.time = time;
        this.period = period;
        this.beat = beat;
        this.dead = dead;
        this.about = time.context();
    }

    void next() {
        time.start(time.elapsed().plus(period), this::work, () -> !stopped && !dead.getAsBoolean());
    }

    private void work() {
        time.about(about);
        working = true;
        try {
            beat.run();
        } finally {
            working = false;
        }
        if (!stopped) {
            next();
        }
    }

    @Override
    public void close() {
        stopped = true;
        while (working && !dead.getAsBoolean()) {
            time.sleep(Duration.ofMillis(1));
        }
    }
}
