package io.breakwater.fleet;

import io.breakwater.event.GatewayEvent.AttemptEnded;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The results of one plan, in the simulator or over sockets.
///
/// @param attempts the calls for the requests
record PlayedPlan(List<Ended> requests, List<AttemptEnded> attempts) {
    private static final int OK = 200;
    private static final int LIMITED = 429;

    /// @param arrived when it arrived, since the start
    /// @param first the time from its arrival to its first content, if there was any and the client
    ///     could tell
    /// @param took the time from its arrival to its end
    record Ended(
            Duration arrived, String tenant, boolean success, int status, Optional<Duration> first, Duration took) {

        private String how() {
            if (success) {
                return "answered";
            }
            return switch (status) {
                case OK -> "broken off";
                case LIMITED -> "refused";
                default -> "failed with " + status;
            };
        }
    }

    /// How many requests of each tenant ended in which way.
    Map<String, Long> endings() {
        return requests.stream()
                .collect(Collectors.groupingBy(
                        ended -> ended.tenant() + " " + ended.how(), TreeMap::new, Collectors.counting()));
    }

    /// How many calls to each shard ended in which way.
    Map<String, Long> calls() {
        return counted(attempt -> attempt.target().shard() + " " + attempt.outcome());
    }

    /// All that is counted.
    String counts() {
        return "%s, calls %s".formatted(endings(), calls());
    }

    private Map<String, Long> counted(Function<AttemptEnded, String> by) {
        return attempts.stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.counting()));
    }

    /// This quantile of the time to the first content of streams.
    Duration first(double share) {
        return of(requests.stream().flatMap(ended -> ended.first().stream()).toList(), share);
    }

    /// This quantile of the time from a request to its end.
    Duration took(double share) {
        return of(requests.stream().map(Ended::took).toList(), share);
    }

    private static Duration of(Collection<Duration> all, double share) {
        List<Duration> sorted = all.stream().sorted().toList();
        return sorted.isEmpty()
                ? Duration.ZERO
                : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
    }

    String text() {
        return "%s, first content %d/%d/%d ms, took %d/%d/%d ms"
                .formatted(
                        counts(),
                        first(0.5).toMillis(),
                        first(0.9).toMillis(),
                        first(1).toMillis(),
                        took(0.5).toMillis(),
                        took(0.9).toMillis(),
                        took(1).toMillis());
    }
}
