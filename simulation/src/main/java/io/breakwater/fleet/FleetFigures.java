package io.breakwater.fleet;

import io.breakwater.model.Target;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The figures of one run.
final class FleetFigures {
    private static final int OK = 200;
    static final int TOO_MANY = 429;
    private static final int TIMED_OUT = 504;
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private final Map<Target, List<Duration>> calls = new HashMap<>();
    private final Map<Target, Integer> failedRetries = new HashMap<>();
    private final Map<String, Long> outcomes = new TreeMap<>();
    private final List<Logical> requests = new ArrayList<>();
    private final Map<String, Duration> leftOut = new HashMap<>();
    private final Map<String, Duration> returned = new HashMap<>();
    private final List<Duration> coldStarts = new ArrayList<>();
    private long upstream;

    /// A request as its user sees it, with all tries of the SDK.
    ///
    /// @param status as its client sees it
    /// @param told that of its refusal, which a stream that has got keep-alives hears after a 200; else the same
    /// @param barred whether its tenant's own limits kept it from the targets
    /// @param hurried whether its last try has waited for room until little of its time was left
    /// @param streamed whether it asked for a stream
    /// @param first the time from its arrival to its first content, if any came: all of it, if it was no stream
    /// @param billed the calls that Bedrock billed for it
    record Logical(
            Duration arrived,
            Duration ended,
            String tenant,
            boolean success,
            int tries,
            int status,
            int told,
            boolean barred,
            boolean hurried,
            boolean streamed,
            Optional<Duration> first,
            int billed) {
        /// Whether it failed through the fault of the gateway or of Bedrock.
        boolean failed() {
            return !success && !barred && (told >= 500 || told == OK || hadNoRoom());
        }

        boolean hadNoRoom() {
            return told == TOO_MANY && !barred;
        }

        boolean timedOut() {
            return told == TIMED_OUT;
        }
    }

    /// Some of the requests.
    record Part(List<Logical> requests) {
        long lost() {
            return requests.stream().filter(request -> !request.success()).count();
        }

        /// The share that was answered; 1 where there are none.
        double success() {
            return requests.isEmpty() ? 1 : 1 - (double) lost() / requests.size();
        }

        /// How many requests Bedrock billed more than once.
        long billedTwice() {
            return requests.stream().filter(request -> request.billed() > 1).count();
        }

        /// The time from a stream's arrival to its first content, in milliseconds. Whole answers come when all of
        /// their tokens have been made, which says nothing of when the first came.
        ///
        /// @param share 0.5 for the median
        /// @return nothing if no stream was answered
        OptionalLong firstMillis(double share) {
            List<Long> sorted = requests.stream()
                    .filter(request -> request.success() && request.streamed())
                    .flatMap(request -> request.first().stream())
                    .map(Duration::toMillis)
                    .sorted()
                    .toList();
            return sorted.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size()))));
        }

        /// The requests that were not answered, by status; 0 if no copy was free.
        Map<Integer, Long> refusals() {
            return requests.stream()
                    .filter(request -> !request.success())
                    .collect(Collectors.groupingBy(Logical::status, TreeMap::new, Collectors.counting()));
        }
    }

    void called(Target target, Duration at) {
        upstream++;
        calls.computeIfAbsent(target, _ -> new ArrayList<>()).add(at);
    }

    void ended(Target target, Outcome outcome) {
        outcomes.merge(outcome.label(), 1L, Long::sum);
    }

    /// A copy began to start, in the order of time.
    void startsCold(Duration at) {
        coldStarts.add(at);
    }

    /// The most copies that began to start within five seconds.
    int coldStartsAtOnce() {
        int most = 0;
        int first = 0;
        for (int last = 0; last < coldStarts.size(); last++) {
            while (coldStarts.get(last).minus(AT_ONCE).compareTo(coldStarts.get(first)) > 0) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    /// A target was ejected, quarantined or closed.
    void leftOut(String label, Duration at) {
        leftOut.putIfAbsent(label, at);
    }

    /// A target was taken back.
    void returned(String label, Duration at) {
        returned.putIfAbsent(label, at);
    }

    /// When that was first, since the start.
    Optional<Duration> returned(Target target) {
        return Optional.ofNullable(returned.get(target.label()));
    }

    /// When that was first, since the start.
    Optional<Duration> leftOut(Target target) {
        return Optional.ofNullable(leftOut.get(target.label()));
    }

    /// A retry that failed as well.
    ///
    /// @param counted how many retries it counts as
    void failedRetry(Target target, int counted) {
        failedRetries.merge(target, counted, Integer::sum);
    }

    int failedRetries(Target target) {
        return failedRetries.getOrDefault(target, 0);
    }

    /// All calls to a target.
    long calls(Target target) {
        return calls.getOrDefault(target, List.of()).size();
    }

    void ended(Logical request) {
        requests.add(request);
    }

    long upstream() {
        return upstream;
    }

    long requests() {
        return requests.size();
    }

    Map<String, Long> outcomes() {
        return Collections.unmodifiableMap(outcomes);
    }

    List<Logical> all() {
        return List.copyOf(requests);
    }

    /// Upstream calls for each request.
    double amplification() {
        return requests.isEmpty() ? 0 : (double) upstream / requests.size();
    }

    /// Upstream calls in a span for each request that arrives in it.
    double amplification(Duration from, Duration until) {
        long called = calls.values().stream()
                .flatMap(List::stream)
                .filter(at -> at.compareTo(from) >= 0 && at.compareTo(until) < 0)
                .count();
        long arrived = arrived(from, until);
        return arrived == 0 ? 0 : (double) called / arrived;
    }

    /// The share of requests that arrived in this span and were answered.
    double success(Duration from, Duration until) {
        return within(from, until).success();
    }

    /// The same of the requests that their tenants' own limits let through.
    double answered(Duration from, Duration until) {
        return new Part(within(from, until).requests().stream()
                        .filter(request -> !request.barred())
                        .toList())
                .success();
    }

    /// How many requests arrived in this span.
    long arrived(Duration from, Duration until) {
        return within(from, until).requests().size();
    }

    /// How many of these tenants' requests in this span got to the targets.
    long asking(Duration from, Duration until, Set<String> tenants) {
        return within(from, until, tenants::contains).requests().stream()
                .filter(request -> !request.barred())
                .count();
    }

    /// The requests that arrived in this span.
    Part within(Duration from, Duration until) {
        return within(from, until, _ -> true);
    }

    /// The same for some tenants.
    Part within(Duration from, Duration until, Predicate<String> tenants) {
        return new Part(requests.stream()
                .filter(request -> request.arrived().compareTo(from) >= 0
                        && request.arrived().compareTo(until) < 0
                        && tenants.test(request.tenant()))
                .toList());
    }

    /// The share of the requests of this span that did not fail: by an answer of 500 or above, a broken
    /// stream or a 429 for lack of capacity; the caller's own limits are not failures.
    ///
    /// @param excused failures that do not count
    double served(Duration from, Duration until, Predicate<Logical> excused) {
        List<Logical> all = within(from, until).requests();
        long failed =
                all.stream().filter(Logical::failed).filter(excused.negate()).count();
        return all.isEmpty() ? 1 : 1 - (double) failed / all.size();
    }

    /// The time until the first content of all streams, in milliseconds.
    ///
    /// @param share 0.5 for the median
    OptionalLong firstMillis(double share) {
        return new Part(requests).firstMillis(share);
    }

    /// Calls to a target in each minute of a span; the first minute begins with the span.
    List<Long> perMinute(Target target, Duration from, Duration until) {
        int minutes = (int) Math.ceilDiv(until.minus(from).toSeconds(), 60);
        long[] counted = new long[Math.max(1, minutes)];
        for (Duration at : calls.getOrDefault(target, List.of())) {
            if (at.compareTo(from) >= 0 && at.compareTo(until) < 0) {
                counted[(int) (at.minus(from).toSeconds() / 60)]++;
            }
        }
        return Arrays.stream(counted).boxed().toList();
    }

    /// The time from the end of the last fault until, for the rest of the run, 99.5 % of the requests
    /// in each half minute are answered.
    ///
    /// @return negative if that never comes
    Duration recovery(Duration faultsEnd, Duration end) {
        Duration step = Duration.ofSeconds(5);
        Duration window = Duration.ofSeconds(30);
        Duration since = Duration.ofSeconds(-1);
        for (Duration at = faultsEnd; at.plus(window).compareTo(end) <= 0; at = at.plus(step)) {
            if (success(at, at.plus(window)) < 0.995) {
                since = Duration.ofSeconds(-1);
            } else if (since.isNegative()) {
                since = at.minus(faultsEnd);
            }
        }
        return since;
    }
}
