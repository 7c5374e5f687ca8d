package io.breakwater.simulated.bedrock;

import io.breakwater.simulated.bedrock.wire.Checked;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The part of the invocation log a query asks for; `since` is an index or an ISO instant, both inclusive.
record InvocationFilter(long sinceIndex, Instant since, Map<String, String> query) {

    private static final Set<String> KEYS = Set.of("since", "account", "region", "profile", "bodies");

    static Checked<InvocationFilter> of(Map<String, String> query) {
        Optional<String> stranger =
                query.keySet().stream().filter(key -> !KEYS.contains(key)).findFirst();
        if (stranger.isPresent()) {
            return refused(stranger.get() + " is not known: use since, account, region, profile or bodies");
        }
        String since = query.getOrDefault("since", "0");
        try {
            return since.matches("\\d{1,18}")
                    ? Checked.ok(new InvocationFilter(Long.parseLong(since), Instant.MIN, query))
                    : Checked.ok(new InvocationFilter(0, Instant.parse(since), query));
        } catch (DateTimeException _) {
            return refused("since is \"" + since + "\": give an index or an instant such as 2026-01-01T00:00:00Z");
        }
    }

    boolean accepts(InvocationLog.Entry entry) {
        LoggedInvocation invocation = entry.invocation();
        return entry.index() >= sinceIndex
                && !invocation.timestamp().isBefore(since)
                && agrees("account", invocation.accountId())
                && agrees("region", invocation.region())
                && agrees("profile", invocation.profile());
    }

    /// Whether to show the bodies.
    boolean showsBodies() {
        return query.getOrDefault("bodies", "false").equals("true");
    }

    private boolean agrees(String key, String actual) {
        return query.getOrDefault(key, actual).equals(actual);
    }

    private static Checked<InvocationFilter> refused(String reason) {
        return Checked.no(SentError.validation(reason));
    }
}
