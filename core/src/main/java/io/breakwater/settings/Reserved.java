package io.breakwater.settings;

import java.util.Map;
import java.util.TreeMap;

/// The share of an account's concurrent executions that is reserved for each function. A reservation is
/// also the function's limit: when models hang and requests pile up, the router takes no more than its
/// part, so keys are still checked and operators still served ("Configuring reserved concurrency for a
/// function", AWS Lambda Developer Guide).
///
/// @param router requests under way at once; each holds one copy for as long as the model writes; 0
/// refuses all requests
/// @param authorizer keys under check at once; some milliseconds each
/// @param admin calls of operators at once
public record Reserved(long router, long authorizer, long admin) {
    /// Fits the 1,000 that accounts have by default, unless they are new.
    public static final Reserved DEFAULT = new Reserved(700, 100, 10);

    /// The executions that Lambda keeps for functions without a reservation; they cannot be reserved.
    public static final long UNRESERVED = 100;

    /// The share of a reservation that raises an alarm.
    private static final double NEARLY_ALL = 0.8;

    public long together() {
        return router + authorizer + admin;
    }

    /// The executions that an account must have for these reservations.
    public long needed() {
        return together() + UNRESERVED;
    }

    /// The reservations by the part of the functions' names after the environment.
    public Map<String, Long> byFunction() {
        return new TreeMap<>(Map.of("router", router, "authorizer", authorizer, "admin", admin));
    }

    /// 80 % of a reservation, at least 1.
    public static long nearly(long reserved) {
        return Math.max(1, (long) (reserved * NEARLY_ALL));
    }
}
