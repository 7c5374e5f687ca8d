package io.breakwater.quota.item;

import io.breakwater.model.LimitName;
import io.breakwater.model.Priority;
import java.util.Locale;

/// The names of an item's numbers, short because DynamoDB bills by the byte.
public final class ItemAttributes {
    /// Theoretical arrival time of the request bucket, nanoseconds since 1970.
    public static final String REQUEST_BUCKET = "tR";
    /// Theoretical arrival time of the token bucket, nanoseconds since 1970.
    public static final String TOKEN_BUCKET = "tT";
    /// The UTC day that `d` counts, as a day number.
    public static final String DAY = "dW";
    /// Tokens counted on that day.
    public static final String DAY_TOKENS = "d";
    /// The UTC month that `m` counts: `year x 12 + month - 1`.
    public static final String MONTH = "mW";
    /// Micro-USD counted in that month, rounded up with each request.
    public static final String MONTH_MICRO_USD = "m";
    /// The newest epoch written.
    public static final String EPOCH = "ce";
    /// Requests in flight, both generations.
    public static final String IN_FLIGHT = "cf";
    /// Requests in flight by parity of the epoch in which they began.
    public static final String IN_FLIGHT_0 = "c0";

    public static final String IN_FLIGHT_1 = "c1";
    /// Tokens reserved and not settled, by parity of the epoch.
    public static final String HELD_TOKENS_0 = "t0";

    public static final String HELD_TOKENS_1 = "t1";
    /// Micro-USD reserved and not settled, by parity of the epoch.
    public static final String HELD_MICRO_USD_0 = "h0";

    public static final String HELD_MICRO_USD_1 = "h1";

    /// Calls begun, ever.
    public static final String CALLS = "cN";
    /// Retries of a target that failed, as its retry budget counts them.
    public static final String RETRIES = "cR";

    /// The learned limit of a target of unknown quota, in requests per minute, as it was when learned.
    public static final String LEARNED_LIMIT = "wM";
    /// When the limit was learned, nanoseconds since 1970.
    public static final String LEARNED_AT = "wT";
    /// How many of a thousand calls were throttled when the limit was learned.
    public static final String LEARNED_SHARE = "wR";
    /// When the current count of the throttles of a target of unknown quota began, nanoseconds since 1970.
    public static final String THROTTLES_SINCE = "wB";
    /// The number of the target's calls when that count began.
    public static final String THROTTLES_FROM = "wN";
    /// Throttles since that count began.
    public static final String THROTTLES = "wX";
    /// Throttles of a target in a row, and the numbers below, as `ThrottleRow` has them.
    public static final String ROW_THROTTLES = "wY";
    /// The number of the last call before the row.
    public static final String ROW_FROM = "wF";
    /// The number of the last call that is weighed next.
    public static final String ROW_MARK = "wA";
    /// Throttles of the row whose calls have a number beyond the mark.
    public static final String ROW_AFTER_MARK = "wD";
    /// When the mark was set, nanoseconds since 1970.
    public static final String ROW_MARKED_AT = "wC";
    /// Rests of a target that throttles everything, in a row.
    public static final String RESTS = "wZ";
    /// When the last rest ends, nanoseconds since 1970.
    public static final String REST_UNTIL = "wU";

    /// What the names of renewal marks begin with; the value is the epoch that holds the reservation.
    public static final char RENEWED = 'k';

    /// How many times the item was amended.
    public static final String AMENDED = "av";
    /// Present, with any value, while the item is suspended.
    public static final String SUSPENDED = "off";

    /// Over how many items the key is sharded: only in the key's own item, and absent if it is one.
    public static final String ITEMS = "sN";
    /// Over how many items the key was sharded before.
    public static final String ITEMS_BEFORE = "sP";

    /// UTC day number of the breakdown by model.
    public static final String MODELS_DAY = "bW";
    /// Models in the breakdown.
    public static final String MODELS = "bN";
    /// What the names of [#monthRounded] begin with.
    public static final char MONTH_ROUNDED = 'r';
    /// Requests settled of one model.
    public static final char MODEL_REQUESTS = 'q';
    /// Tokens settled of one model.
    public static final char MODEL_TOKENS = 'n';
    /// Micro-USD settled of one model, rounded up with each settlement.
    public static final char MODEL_MICRO_USD = 'x';
    /// How many nano-USD of that amount come from rounding up.
    public static final char MODEL_ROUNDED = 'y';

    /// How many nano-USD of `m` come from rounding up. The name has the month's number, so that a
    /// process of an older version, which begins a new month without this attribute, does not carry
    /// over the last month's value.
    public static String monthRounded(long month) {
        return MONTH_ROUNDED + Long.toString(month);
    }

    /// Theoretical arrival time of the bucket that one priority has of its own, nanoseconds since 1970.
    public static String shareOf(LimitName limit, Priority priority) {
        return "g" + letter(limit) + priority.name().toLowerCase(Locale.ROOT).charAt(0);
    }

    /// The value of a limit's override.
    public static String overrideOf(LimitName limit) {
        return "o" + letter(limit);
    }

    /// When a limit's override ends, nanoseconds since 1970.
    public static String overrideEndOf(LimitName limit) {
        return "u" + letter(limit);
    }

    private static char letter(LimitName limit) {
        return switch (limit) {
            case REQUESTS_PER_MINUTE -> 'R';
            case TOKENS_PER_MINUTE -> 'T';
            case TOKENS_PER_DAY -> 'D';
            case USD_PER_MONTH -> 'M';
            case CONCURRENCY -> 'C';
            case LARGEST_REQUEST -> 'L';
        };
    }

    /// The window of the counts that resharding has copied into the item: `i` of the day, `j` of the month.
    public static String carriedWindow(char kind) {
        return kind + "W";
    }

    /// The copied part of the amount that was first counted over so many items.
    public static String carried(char kind, int items) {
        return kind + Integer.toString(items);
    }

    /// The attribute of one generation: `c`, `t` or `h` with the epoch's parity.
    public static String ofGeneration(char kind, long epoch) {
        return String.valueOf(kind) + (epoch & 1);
    }

    private ItemAttributes() {}
}
