package io.breakwater.demo;

import io.breakwater.call.Pause;
import java.time.InstantSource;

/// The clock of a demo, and its waiting.
public record DemoPace(Pause pause, InstantSource clock) {
    public static final DemoPace REAL = new DemoPace(Thread::sleep, InstantSource.system());
}
