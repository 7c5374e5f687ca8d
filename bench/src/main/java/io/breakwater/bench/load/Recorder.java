package io.breakwater.bench.load;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The results of one connection: the time of each good answer, and the first failure. Used by one
/// thread.
final class Recorder {
    private long[] nanos = new long[1024];
    private int count;
    private long failures;
    private @Nullable String firstFailure;

    void good(long took) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = took;
    }

    void failed(String why) {
        failures++;
        if (firstFailure == null) {
            firstFailure = why;
        }
    }

    long[] nanos() {
        return Arrays.copyOf(nanos, count);
    }

    long failures() {
        return failures;
    }

    Optional<String> firstFailure() {
        return Optional.ofNullable(firstFailure);
    }
}
