package io.breakwater.fleet;

import io.breakwater.call.Attempted;
import io.breakwater.call.ModelRequest;
import io.breakwater.model.Capacity;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import io.breakwater.model.TokenUsage;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Bedrock in virtual time: quotas and capacity of each target by its own arithmetic, lognormal
/// latencies, and faults.
final class FleetBedrock {
    private static final Duration CONNECT = Duration.ofMillis(20);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);
    private static final int PIECES = 4;

    /// Calls refused in a row.
    private static final int HARDLY_ANY_ANSWERED = 9;

    /// How long a prefix stays cached after it was last read.
    private static final Duration CACHED = Duration.ofMinutes(5);

    private final FleetTime time;
    private final RandomGenerator random;
    private final FleetFaults faults;
    private final Pace pace;
    private final Map<Target, Place> places = new HashMap<>();
    private final Map<String, Long> prefixes = new HashMap<>();
    private final Set<String> overflowed = new HashSet<>();
    private long cacheWritten;

    FleetBedrock(FleetTime time, RandomGenerator random, FleetFaults faults, Pace pace) {
        this.time = time;
        this.random = random;
        this.faults = faults;
        this.pace = pace;
    }

    /// How fast models answer.
    ///
    /// @param firstMillis the median time until the first token
    /// @param firstSigma the standard deviation of its logarithm
    /// @param tokensPerSecond the rate after the first token
    record Pace(double firstMillis, double firstSigma, int tokensPerSecond) {
        static final Pace USUAL = new Pace(600, 0.5, 80);
    }

    /// The mean time of an answer of this many tokens, until its last token.
    static double meanSeconds(double outputTokens) {
        Pace usual = Pace.USUAL;
        double first = usual.firstMillis() * Math.exp(usual.firstSigma() * usual.firstSigma() / 2);
        return (CONNECT.toMillis() + first) / 1_000 + outputTokens / usual.tokensPerSecond();
    }

    /// The state of one target in Bedrock.
    private static final class Place {
        private final RoutedTarget routed;
        private final QuotaPool requests;
        private final QuotaPool tokens;
        private final int slots;
        private final Map<String, Cached> caches = new HashMap<>();
        private int busy;
        private int refused;

        Place(RoutedTarget routed, Capacity quota, int slots) {
            this.routed = routed;
            this.requests = new QuotaPool(quota.requestsPerMinute());
            this.tokens = new QuotaPool(quota.tokensPerMinute());
            this.slots = slots;
        }

        /// How many tokens of the prefix are cached here; from now on all of it is, for five minutes.
        long known(Serving.Turn turn, Duration now) {
            Cached before = caches.put(turn.conversation(), new Cached(turn.prefix(), now.plus(CACHED)));
            return before == null || before.until().compareTo(now) < 0 ? 0 : Math.min(before.tokens(), turn.prefix());
        }
    }

    private record Cached(long tokens, Duration until) {}

    /// @param quota what Bedrock allows, whatever the gateway believes
    /// @param slots how many answers it makes at the same time
    void add(RoutedTarget target, Capacity quota, int slots) {
        places.putIfAbsent(target.target(), new Place(target, quota, slots));
    }

    /// One call as the transport makes it: within its limits, and with every ending as a value.
    Attempted call(Serving serving, Target target, ModelRequest request, CallLimits limits) {
        Place place = places.get(target);
        if (place == null) {
            throw new IllegalStateException("there is no target " + target.label());
        }
        Optional<FaultSpan> fault = faults.striking(target);
        if (fault.isPresent()) {
            Attempted refused = refused(fault.get(), limits);
            if (refused != null) {
                return refused;
            }
        }
        time.sleep(CONNECT);
        return admitted(new Call(serving, place, request, limits, fault.map(FaultSpan::kind)));
    }

    private record Call(
            Serving serving, Place place, ModelRequest request, CallLimits limits, Optional<FleetFault> fault) {

        boolean has(FleetFault kind) {
            return fault.filter(kind::equals).isPresent();
        }
    }

    /// An answer without work of the model; null for faults of another kind.
    private @Nullable Attempted refused(FaultSpan span, CallLimits limits) {
        return switch (span.kind()) {
            case THROTTLE -> after(30, new Outcome.Throttled(Outcome.Quota.REQUESTS));
            case DAY_SPENT -> after(30, new Outcome.QuotaSpent());
            case UNAVAILABLE -> after(40, new Outcome.Overloaded(Optional.empty()));
            case OVERLOADED -> after(40, new Outcome.Overloaded(Optional.of(Duration.ofSeconds(5))));
            case SERVER_FAULT -> after(200, new Outcome.ServerFault());
            case NOT_READY -> after(40, new Outcome.NotReady());
            case REJECTED -> after(60, new Outcome.Rejected("bad role"));
            case TOO_LONG -> after(60, new Outcome.InputTooLong("too long"));
            case DOUBTFUL -> after(60, new Outcome.Doubtful("operation not allowed"));
            case DENIED, ACCOUNT_DEAD -> after(50, new Outcome.Misconfigured("AccessDeniedException"));
            case EXPIRED -> after(50, new Outcome.BadCredentials("ExpiredTokenException", true));
            case STS_REFUSES -> after(50, new Outcome.BadCredentials("sts:AssumeRole: AccessDenied", false));
            case UNREACHABLE -> after(5, new Outcome.Unreachable("connection refused"));
            case REGION_LOST -> {
                time.sleep(shorter(CONNECT_LIMIT, limits.answer().length()));
                yield new Attempted.Failed(new Outcome.Unreachable("connect timed out"));
            }
            case SILENT -> {
                time.sleep(limits.answer().length());
                yield new Attempted.Failed(new Outcome.TooSlow(limits.answer().owner()));
            }
            case MODEL_TIMEOUT -> {
                time.sleep(shorter(Duration.ofSeconds(8), limits.answer().length()));
                yield new Attempted.Failed(new Outcome.ModelTimedOut());
            }
            case FleetFault _ -> null;
        };
    }

    private Attempted after(int millis, Outcome outcome) {
        time.sleep(Duration.ofMillis(millis));
        return new Attempted.Failed(outcome);
    }

    private Attempted admitted(Call call) {
        Place place = call.place();
        Target target = place.routed.target();
        double quota = faults.left(FleetFault.QUOTA_CUT, target);
        long bound = FleetAnswer.bound(call.request().body().json());
        long input = call.serving().inputTokens();
        if (!place.requests.take(1, quota, time.elapsed())) {
            return after(10, new Outcome.Throttled(Outcome.Quota.REQUESTS));
        }
        if (!place.tokens.take(input + bound, quota, time.elapsed())) {
            return after(10, new Outcome.Throttled(Outcome.Quota.TOKENS));
        }
        if (place.busy >= Math.max(1, Math.round(place.slots * faults.left(FleetFault.BROWN_OUT, target)))) {
            place.tokens.correct(-input - bound);
            place.refused++;
            if (place.refused >= HARDLY_ANY_ANSWERED) {
                overflowed.add(target.label());
            }
            return after(10, new Outcome.Overloaded(Optional.empty()));
        }
        place.refused = 0;
        long output = Math.min(
                bound, lognormal(call.serving().outputMedian(), call.serving().outputSigma()));
        return work(cached(call, input, bound, output));
    }

    /// @param read the tokens of the prompt that were cached
    /// @param written the tokens of the prompt that are cached now
    private record Work(Call call, long input, long bound, long output, long read, long written) {
        TokenUsage usage() {
            return new TokenUsage(input, output, read, written);
        }

        FleetAnswer answer() {
            return new FleetAnswer(
                    call.request().body().operation(call.request().stream()).api(),
                    call.serving().mark(),
                    usage(),
                    output == bound);
        }
    }

    /// The work of a call, with its reads from the prompt cache and writes into it.
    private Work cached(Call call, long input, long bound, long output) {
        Optional<Serving.Turn> turn = call.serving().asked().turn();
        if (turn.isEmpty()) {
            return new Work(call, input, bound, output, 0, 0);
        }
        long prefix = turn.get().prefix();
        long read = call.place().known(turn.get(), time.elapsed());
        if (turn.get().number() > 1) {
            call.serving().saw(read > 0 ? "a conversation went on where it was" : "a conversation had to move");
        }
        cacheWritten += prefix - read;
        prefixes.merge(turn.get().conversation(), prefix, Math::max);
        return new Work(call, input, bound, output, read, prefix - read);
    }

    /// Whether a target has refused so many calls in a row for want of places that hardly any was
    /// answered.
    boolean overflowed(String label) {
        return overflowed.contains(label);
    }

    /// How many answers a target is making.
    int busy(Target target) {
        Place place = places.get(target);
        return place == null ? 0 : place.busy;
    }

    /// The tokens written to prompt caches.
    long cacheWritten() {
        return cacheWritten;
    }

    /// The least that had to be written: each conversation's tokens once, at one target.
    long cacheLeast() {
        return prefixes.values().stream().mapToLong(Long::longValue).sum();
    }

    private Attempted work(Work work) {
        Place place = work.call().place();
        place.busy++;
        Duration first = Duration.ofMillis(lognormal(pace.firstMillis(), pace.firstSigma()));
        if (work.call().has(FleetFault.SLOW_FIRST_TOKEN)) {
            first = first.plusSeconds(15);
        }
        long perSecond = work.call().has(FleetFault.SLOW_TOKENS) ? 4 : pace.tokensPerSecond();
        Duration writing = Duration.ofMillis(work.output() * 1_000 / perSecond);
        return work.call().request().stream() ? opened(work, first, writing) : whole(work, first.plus(writing));
    }

    /// An answer in one piece is cut while it comes, when the model is done.
    private Attempted whole(Work work, Duration took) {
        CallLimits limits = work.call().limits();
        TimeLimit limit = limits.answer();
        if (took.plus(CONNECT).compareTo(limit.length()) > 0) {
            time.sleep(limit.length().minus(CONNECT));
            finish(work, true);
            return new Attempted.Failed(new Outcome.TooSlow(limit.owner()));
        }
        boolean stalls = work.call().has(FleetFault.STALL);
        boolean breaks = stalls || work.call().has(FleetFault.CUT);
        time.sleep(stalls ? took.dividedBy(2) : took);
        finish(work, breaks);
        return breaks
                ? new Attempted.Failed(new Outcome.AnswerLost("the connection broke"))
                : new Attempted.Whole(work.answer().whole(), work.usage());
    }

    /// Bills an answer; Bedrock bills the tokens that it has made, even if no client takes them.
    private void finish(Work work, boolean unseen) {
        Place place = work.call().place();
        place.busy--;
        int burndown = place.routed.profile().model().burndown();
        place.tokens.correct(work.usage().settledAgainstQuota(burndown) - work.input() - work.bound());
        work.call().serving().bill().add(place.routed, work.usage(), unseen);
    }

    private Attempted opened(Work work, Duration first, Duration writing) {
        TimeLimit limit = work.call().limits().answer();
        Duration begun = time.elapsed().minus(CONNECT);
        if (first.plus(CONNECT).compareTo(limit.length()) > 0) {
            time.sleep(limit.length().minus(CONNECT));
            finish(work, true);
            return new Attempted.Failed(new Outcome.TooSlow(limit.owner()));
        }
        time.sleep(first);
        return new Attempted.Opened(new FleetStream(new Stream(work, writing.dividedBy(PIECES), begun)));
    }

    /// The source of a stream.
    private final class Stream implements FleetStream.Source {
        private final Work work;
        private final Duration between;
        private final Duration begun;
        private boolean over;

        Stream(Work work, Duration between, Duration begun) {
            this.work = work;
            this.between = between;
            this.begun = begun;
        }

        @Override
        public FleetAnswer answer() {
            return work.answer();
        }

        @Override
        public Optional<FleetFault> fault() {
            return work.call().fault();
        }

        /// Waits for the next piece; returns the limit if that comes first.
        @Override
        public Optional<TimeLimit> await(Duration wanted) {
            TimeLimit limit = work.call().limits().nextPiece(time.elapsed().minus(begun));
            boolean late = wanted.compareTo(limit.length()) > 0;
            time.sleep(late ? limit.length() : wanted);
            work.call().serving().alive();
            return late ? Optional.of(limit) : Optional.empty();
        }

        @Override
        public void broken(Outcome outcome) {
            work.call().serving().streamBroke(work.call().place().routed.target(), outcome);
        }

        @Override
        public Duration between() {
            return between;
        }

        @Override
        public void over(boolean unseen) {
            if (!over) {
                over = true;
                finish(work, unseen);
            }
        }
    }

    private long lognormal(double median, double sigma) {
        return Math.max(1, Math.round(median * Math.exp(sigma * random.nextGaussian())));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
