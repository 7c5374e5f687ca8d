package io.breakwater.router;

import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Makes request ids in the form of a ULID: 48 bits of milliseconds and 80 random bits in Crockford's base 32, so
/// that ids sort by time. Two draws make all the digits: a cryptographic generator takes a lock for each.
final class RequestIds implements Supplier<String> {
    private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int TIME_DIGITS = 10;
    private static final int RANDOM_DIGITS = 16;
    private static final int DIGITS_PER_DRAW = 8;

    private final InstantSource clock;
    private final RandomGenerator random;

    public RequestIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public String get() {
        StringBuilder id = new StringBuilder(TIME_DIGITS + RANDOM_DIGITS);
        append(id, clock.millis(), TIME_DIGITS);
        for (int digits = 0; digits < RANDOM_DIGITS; digits += DIGITS_PER_DRAW) {
            append(id, random.nextLong(), DIGITS_PER_DRAW);
        }
        return id.toString();
    }

    private static void append(StringBuilder id, long bits, int digits) {
        for (int digit = digits - 1; digit >= 0; digit--) {
            id.append(DIGITS[(int) (bits >>> (5 * digit) & 31)]);
        }
    }
}
