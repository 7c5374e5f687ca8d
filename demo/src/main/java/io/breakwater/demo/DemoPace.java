package io.breakwater.demo;

import io.breakwater.call.Pause;
import java.time.InstantSource;

/// How time passes in a demo.
public record DemoPace(Pause pause, InstantSource clock) {
    public static final DemoPace REAL = new DemoPace(Thread::sleep, InstantSource.system());
}
