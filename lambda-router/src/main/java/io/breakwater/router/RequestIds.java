package io.breakwater.router;

import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Makes request ids in the form of a ULID: 48 bits of milliseconds and 80 random bits in Crockford's base 32, so that
/// ids sort by time.
public final class RequestIds implements Supplier<String> {
    private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int TIME_DIGITS = 10;
    private static final int RANDOM_DIGITS = 16;

    private final InstantSource clock;
    private final RandomGenerator random;

    public RequestIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public String get() {
        StringBuilder id = new StringBuilder(TIME_DIGITS + RANDOM_DIGITS);
        long millis = clock.millis();
        for (int digit = TIME_DIGITS - 1; digit >= 0; digit--) {
            id.append(DIGITS[(int) (millis >>> (5 * digit) & 31)]);
        }
        for (int digit = 0; digit < RANDOM_DIGITS; digit++) {
            id.append(DIGITS[random.nextInt(DIGITS.length)]);
        }
        return id.toString();
    }
}
