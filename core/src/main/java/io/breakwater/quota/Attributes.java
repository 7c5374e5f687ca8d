package io.breakwater.quota;

/// The names of an item's numbers, short because DynamoDB bills by the byte.
final class Attributes {
    /// Theoretical arrival time of the request bucket, nanoseconds since 1970.
    static final String REQUEST_BUCKET = "tR";
    /// Theoretical arrival time of the token bucket, nanoseconds since 1970.
    static final String TOKEN_BUCKET = "tT";
    /// UTC day number of `d`.
    static final String DAY = "dW";
    /// Tokens counted on that day.
    static final String DAY_TOKENS = "d";
    /// `year x 12 + month - 1` of `m`.
    static final String MONTH = "mW";
    /// Micro-USD counted in that month.
    static final String MONTH_MICRO_USD = "m";
    /// The newest epoch written.
    static final String EPOCH = "ce";
    /// Requests in flight, both generations.
    static final String IN_FLIGHT = "cf";
    /// Requests in flight by parity of the epoch in which they began.
    static final String IN_FLIGHT_0 = "c0";

    static final String IN_FLIGHT_1 = "c1";
    /// Tokens reserved and not settled, by parity of the epoch.
    static final String HELD_TOKENS_0 = "t0";

    static final String HELD_TOKENS_1 = "t1";
    /// Micro-USD reserved and not settled, by parity of the epoch.
    static final String HELD_MICRO_USD_0 = "h0";

    static final String HELD_MICRO_USD_1 = "h1";

    /// The attribute of one generation: `c`, `t` or `h` with the epoch's parity.
    static String ofGeneration(char kind, long epoch) {
        return String.valueOf(kind) + (epoch & 1);
    }

    private Attributes() {}
}
