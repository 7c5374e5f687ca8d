package io.breakwater.deploytest.world;

import java.nio.file.Path;
import java.util.Optional;

/// A claim that did not hold, with the observation and the log with details.
public final class Unshown extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Path> log;

    public Unshown(String seen) {
        super(seen);
        this.log = Optional.empty();
    }

    public Unshown(String seen, Path log) {
        super(seen);
        this.log = Optional.of(log);
    }

    /// The log of the child process that did not behave as claimed.
    public Optional<Path> log() {
        return log;
    }

    /// @param seen the observation if the condition is false
    /// @throws Unshown if the condition is false
    public static void unless(boolean asItShouldBe, String seen) throws Unshown {
        if (!asItShouldBe) {
            throw new Unshown(seen);
        }
    }
}
