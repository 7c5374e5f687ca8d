package io.breakwater.demo;

import io.breakwater.call.Pause;
import java.time.InstantSource;

/// How time passes in a demo.
public record Tempo(Pause pause, InstantSource clock) {
    public static final Tempo REAL = new Tempo(Thread::sleep, InstantSource.system());
}
