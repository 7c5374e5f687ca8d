package io.breakwater.simulated.bedrock.fault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// When and how often a fault strikes.
///
/// The first `after` matching calls pass. Then, for `lasting` (without end when absent) and at most `times` times
/// (0 = no bound), each matching call is struck with probability `rate`. With `after` 0 the time runs from posting,
/// else from the first call after those that pass.
public record FaultWindow(long after, @Nullable Duration lasting, long times, double rate) {

    public FaultWindow {
        requireNotNegative("after", after);
        requireNotNegative("times", times);
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate is " + rate + ": give a number from 0 to 1");
        }
    }

    private static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " is " + value + ": give 0 or more");
        }
    }
}
