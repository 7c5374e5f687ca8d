package io.breakwater.routing;

import io.breakwater.Sample;
import io.breakwater.model.Feature;
import io.breakwater.model.Limits;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import io.breakwater.quota.Epochs;
import io.breakwater.quota.Image;
import io.breakwater.quota.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/// Two hundred requests in virtual time over five targets, each of which is broken for parts of the time in one
/// of the ways of the failure table. Events happen in the order of their instants; the seed decides everything.
final class SimulatedTraffic {
    private static final int REQUESTS = 200;
    private static final Route ROUTE = Sample.route(
            List.of(
                    Sample.target("a", Sample.EAST, Sample.SONNET_US),
                    Sample.target("a", Sample.WEST, Sample.SONNET_US),
                    Sample.target("b", Sample.EAST, Sample.SONNET_US)),
            List.of(
                    Sample.target("a", Sample.EAST, Sample.HAIKU_US),
                    Sample.target("b", Sample.EAST, Sample.HAIKU_US)));
    private static final Route ONLY_ONE = Sample.route(List.of(Sample.target("a", Sample.EAST, Sample.SONNET_US)));
    private static final List<Outcome> FAULTS = List.of(
            new Outcome.Throttled(Outcome.Quota.REQUESTS),
            new Outcome.Throttled(Outcome.Quota.TOKENS),
            new Outcome.QuotaSpent(),
            new Outcome.NotReady(),
            new Outcome.Overloaded(Optional.of(Duration.ofSeconds(5))),
            new Outcome.Overloaded(Optional.empty()),
            new Outcome.ServerFault(),
            new Outcome.ModelTimedOut(),
            new Outcome.Unreachable("connection refused"),
            new Outcome.TooSlow(),
            new Outcome.Rejected("bad role"),
            new Outcome.InputTooLong("too long"),
            new Outcome.Misconfigured("no access"),
            new Outcome.BadCredentials(),
            new Outcome.BrokenStream("reset"));

    /// Things that must happen now and then, or the faults are too tame to prove anything.
    enum Sight {
        ANSWERED,
        ANSWERED_AT_THE_THIRD,
        LOWER_TIER,
        PAUSED,
        PROBED,
        NO_BUDGET,
        DEADLINE,
        ABANDONED,
        RENEWED,
        ALL_BUSY
    }

    private record Event(Instant at, long number, Runnable action) {
        static final Comparator<Event> ORDER = Comparator.comparing(Event::at).thenComparingLong(Event::number);
    }

    private record Fault(Outcome outcome, double rate, Instant until) {}

    private final Random random;
    private final PriorityQueue<Event> queue = new PriorityQueue<>(Event.ORDER);
    private final Map<Target, TargetHealth> health = new HashMap<>();
    private final Map<Target, Fault> faults = new HashMap<>();
    private final Map<Sight, Integer> sights = new EnumMap<>(Sight.class);
    private final RetryBudget budget = new RetryBudget(Sample.NOW);
    private final Planner planner;
    private long events;
    private long trace = 1;
    private int finished;
    private Instant now = Sample.NOW;

    SimulatedTraffic(long seed) {
        this.random = new Random(seed);
        this.planner = new Planner(new Board(), SimulatedTraffic::unused, random);
    }

    /// A number that differs where anything differed.
    long run() {
        Instant arrival = now;
        for (int request = 0; request < REQUESTS; request++) {
            arrival = arrival.plusMillis(random.nextInt(random.nextInt(10) == 0 ? 20_000 : 800));
            int id = request;
            at(arrival, () -> new SimulatedRequest(this, id, deadline()).begin());
        }
        while (!queue.isEmpty()) {
            Event event = queue.remove();
            now = event.at();
            event.action().run();
        }
        if (finished != REQUESTS) {
            throw new AssertionError(finished + " of " + REQUESTS + " requests have an ending");
        }
        return trace;
    }

    Map<Sight, Integer> sights() {
        return sights;
    }

    void saw(Sight sight) {
        sights.merge(sight, 1, Integer::sum);
    }

    void trace(int request, String what) {
        trace = 31 * (31 * (31 * trace + request) + what.hashCode()) + now.hashCode();
    }

    void finished() {
        finished++;
    }

    Instant now() {
        return now;
    }

    void after(Duration duration, Runnable action) {
        at(now.plus(duration), action);
    }

    private void at(Instant instant, Runnable action) {
        queue.add(new Event(instant, events++, action));
    }

    private Instant deadline() {
        return now.plusMillis(1_000 + random.nextInt(60_000));
    }

    Session session(Instant deadline) {
        Ask ask = new Ask(Sample.tenant(Limits.UNLIMITED), Set.<Feature>of(), 100, 100);
        return new Session(
                planner.plan(random.nextInt(5) == 0 ? ONLY_ONE : ROUTE, ask, now),
                RoutingRules.DEFAULT,
                deadline,
                budget,
                random);
    }

    /// Mostly a few milliseconds; now and then the store is slow.
    Duration reserving() {
        return Duration.ofMillis(random.nextInt(50) == 0 ? random.nextInt(4_000) : 2 + random.nextInt(8));
    }

    Signal reserved(Candidate candidate) {
        if (candidate.probe() && !new Board().claimProbe(candidate.target(), now)) {
            return new Signal.NoRoom(Duration.ofSeconds(1));
        }
        if (random.nextInt(8) == 0) {
            return new Signal.NoRoom(Duration.ofMillis(random.nextInt(60_000)));
        }
        planner.used(candidate);
        return new Signal.Reserved();
    }

    /// How the call ends and how long that takes: never longer than its budget.
    Map.Entry<Outcome, Duration> played(Candidate candidate, CallBudget allowed) {
        Outcome outcome = outcome(candidate.target());
        Duration longest = outcome instanceof Outcome.TooSlow ? allowed.firstToken() : allowed.total();
        long millis = outcome instanceof Outcome.TooSlow
                ? longest.toMillis()
                : Math.min(longest.toMillis(), 100 + random.nextInt(6_000));
        return Map.entry(outcome, Duration.ofMillis(millis));
    }

    private Outcome outcome(Target target) {
        Fault fault = faults.get(target);
        if (fault == null || fault.until().isBefore(now)) {
            fault = new Fault(
                    FAULTS.get(random.nextInt(FAULTS.size())),
                    random.nextInt(3) == 0 ? 0 : random.nextDouble(),
                    now.plusMillis(random.nextInt(60_000)));
            faults.put(target, fault);
        }
        return random.nextDouble() < fault.rate() ? fault.outcome() : new Outcome.Answered();
    }

    void observe(Target target, Outcome outcome) {
        new Board().observe(target, outcome, now);
    }

    private final class Board implements HealthBoard {
        @Override
        public Availability availability(Target target, Instant instant) {
            return health.getOrDefault(target, TargetHealth.FRESH).availability(instant);
        }

        @Override
        public void observe(Target target, Outcome outcome, Instant instant) {
            TargetHealth before = health.getOrDefault(target, TargetHealth.FRESH);
            health.put(target, before.after(outcome, instant, random));
        }

        @Override
        public boolean claimProbe(Target target, Instant instant) {
            TargetHealth before = health.getOrDefault(target, TargetHealth.FRESH);
            health.put(target, before.probing(instant));
            return before.availability(instant) instanceof Availability.Probe;
        }
    }

    private static Standing unused(RoutedTarget target, Instant instant) {
        return Standing.of(Image.EMPTY, Limits.of(target.capacity()), instant, new Epochs(Duration.ofMinutes(5)));
    }
}
