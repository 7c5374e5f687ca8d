package io.breakwater.routing;

import java.time.Duration;
import java.time.Instant;

/// The hard failures of a target as one process has seen them. It is to be ejected after five in a row,
/// seven of the last ten, or half of at least twenty within ten seconds. The first and the last are Envoy's
/// outlier detection (`outlier_detection.proto`); the second finds a target that is called seldom and fails
/// nearly always.
///
/// @param inARow hard failures since the last success
/// @param lastTen the last ten endings, the newest in the lowest bit, 1 for a failure
/// @param windowStart the start of the ten-second window that `failed` and `calls` count
record FailureCounts(int inARow, int lastTen, Instant windowStart, int failed, int calls) {
    private static final int IN_A_ROW = 5;
    private static final int TEN = (1 << 10) - 1;
    private static final int OF_TEN = 7;
    private static final int WINDOW_CALLS = 20;
    private static final Duration WINDOW = Duration.ofSeconds(10);

    static final FailureCounts NONE = new FailureCounts(0, 0, Instant.EPOCH, 0, 0);

    FailureCounts success(Instant now) {
        return counted(0, 0, now);
    }

    FailureCounts failure(Instant now) {
        return counted(inARow + 1, 1, now);
    }

    private FailureCounts counted(int row, int failure, Instant now) {
        boolean fresh = !now.isBefore(windowStart.plus(WINDOW));
        return new FailureCounts(
                row,
                ((lastTen << 1) | failure) & TEN,
                fresh ? now : windowStart,
                (fresh ? 0 : failed) + failure,
                (fresh ? 0 : calls) + 1);
    }

    boolean tripped() {
        return inARow >= IN_A_ROW
                || Integer.bitCount(lastTen) >= OF_TEN
                || (calls >= WINDOW_CALLS && failed * 2 >= calls);
    }
}
