package io.breakwater.settings;

import java.util.Map;
import java.util.TreeMap;

/// What of an account's concurrent executions is kept for each function. It is the function's own, and its limit too:
/// when the models hang and requests pile up, the router takes no more than its part, and keys are checked and
/// operators heard all the same ("Configuring reserved concurrency for a function", AWS Lambda Developer Guide).
///
/// @param router requests under way at once; each holds one copy for as long as the model writes; 0 turns all away
/// @param authorizer keys under check at once; some milliseconds each
/// @param admin calls of operators at once
public record Reserved(long router, long authorizer, long admin) {
    /// Fits the 1,000 that accounts have by default, unless they are new.
    public static final Reserved DEFAULT = new Reserved(700, 100, 10);

    /// Lambda leaves so many of an account's to functions that have none of their own, and refuses to reserve them.
    public static final long UNRESERVED = 100;

    /// The share of a reservation at which somebody is told.
    private static final double NEARLY_ALL = 0.8;

    public long together() {
        return router + authorizer + admin;
    }

    /// What an account must have for it.
    public long needed() {
        return together() + UNRESERVED;
    }

    /// By the part after the environment in the functions' names.
    public Map<String, Long> byFunction() {
        return new TreeMap<>(Map.of("router", router, "authorizer", authorizer, "admin", admin));
    }

    /// 80 % of a reservation, at least 1.
    public static long nearly(long reserved) {
        return Math.max(1, (long) (reserved * NEARLY_ALL));
    }
}
