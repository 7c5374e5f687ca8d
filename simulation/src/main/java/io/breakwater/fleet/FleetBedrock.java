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
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Bedrock in virtual time: quotas and capacity of each target by its own arithmetic, lognormal
/// latencies, and faults.
final class FleetBedrock {
    private static final Duration CONNECT = ModelPace.CONNECT;
    private static final int PIECES = 4;

    /// Calls refused in a row.
    private static final int HARDLY_ANY_ANSWERED = 9;

    private final FleetTime time;
    private final RandomGenerator random;
    private final FleetFaults faults;
    private final ModelPace pace;
    private final FleetRefusals refusals;
    private final Map<Target, Place> places = new HashMap<>();
    private final PromptCaches caches;
    private final Map<String, Duration> overflowed = new HashMap<>();
    private final Map<String, Duration> crowded = new HashMap<>();

    FleetBedrock(FleetTime time, RandomGenerator random, FleetFaults faults, ModelPace pace) {
        this.time = time;
        this.random = random;
        this.faults = faults;
        this.pace = pace;
        this.caches = new PromptCaches(time);
        this.refusals = new FleetRefusals(time, random);
    }

    /// The state of one target in Bedrock.
    private static final class Place {
        private final RoutedTarget routed;
        private final QuotaPool requests;
        private final QuotaPool tokens;
        private final int slots;
        private int busy;
        private int refused;

        Place(RoutedTarget routed, Capacity quota, int slots) {
            this.routed = routed;
            this.requests = new QuotaPool(quota.requestsPerMinute());
            this.tokens = new QuotaPool(quota.tokensPerMinute());
            this.slots = slots;
        }
    }

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
        fault.map(FaultSpan::kind)
                .filter(kind -> LaterFaults.shows(kind, request.stream()))
                .ifPresent(kind -> serving.saw("struck: " + kind.label()));
        if (fault.isPresent()) {
            Attempted refused = refusals.of(fault.get(), limits);
            if (refused != null) {
                return refused;
            }
        }
        time.sleep(CONNECT);
        return admitted(new Call(serving, place, request, limits, fault));
    }

    private record Call(
            Serving serving, Place place, ModelRequest request, CallLimits limits, Optional<FaultSpan> fault) {

        boolean has(FleetFault kind) {
            return fault.filter(span -> span.kind() == kind).isPresent();
        }

        /// Where a fault strikes its stream is told only if it is not where it usually does.
        void struck(String where) {
            fault.filter(span -> !span.frame().equals(new StruckFrame.Usual())).ifPresent(span -> {
                serving.saw("a stream was struck " + where);
                serving.saw("stream broken by " + span.kind().label());
            });
        }
    }

    private Attempted admitted(Call call) {
        Place place = call.place();
        Target target = place.routed.target();
        double ramp = faults.ramp(target);
        double quota = Math.min(ramp, faults.left(FleetFault.QUOTA_CUT, target));
        long bound = FleetAnswer.bound(call.request().body().json());
        long input = call.serving().inputTokens();
        if (!place.requests.take(1, quota, time.elapsed())) {
            return full(call, ramp, new Outcome.Throttled(Outcome.Quota.REQUESTS));
        }
        if (!place.tokens.take(input + bound, quota, time.elapsed())) {
            return full(call, ramp, new Outcome.Throttled(Outcome.Quota.TOKENS));
        }
        double left = Math.min(ramp, faults.left(FleetFault.BROWN_OUT, target));
        if (place.busy >= Math.max(1, Math.round(place.slots * left))) {
            place.tokens.correct(-input - bound);
            place.refused++;
            crowded.put(target.label(), time.elapsed());
            if (place.refused >= HARDLY_ANY_ANSWERED) {
                overflowed.put(target.label(), time.elapsed());
            }
            return full(call, ramp, new Outcome.Overloaded(Optional.empty()));
        }
        place.refused = 0;
        long output = Math.min(
                bound, lognormal(call.serving().outputMedian(), call.serving().outputSigma()));
        return work(cached(call, input, bound, output));
    }

    private Attempted full(Call call, double ramp, Outcome outcome) {
        if (ramp < 1) {
            call.serving().saw("refused for capacity that was not back yet");
        }
        return refusals.after(10, outcome);
    }

    /// @param usage what Bedrock bills
    /// @param told what its answer reports
    private record Work(Call call, long input, long bound, TokenUsage usage, TokenUsage told) {
        long output() {
            return usage.output();
        }

        FleetAnswer answer() {
            return new FleetAnswer(
                    call.request().body().operation(call.request().stream()).api(),
                    call.serving().mark(),
                    told,
                    output() == bound);
        }
    }

    /// The work of a call, with its reads from the prompt cache and writes into it.
    private Work cached(Call call, long input, long bound, long output) {
        Optional<AskedRequest.Turn> turn = call.serving().asked().turn();
        if (turn.isEmpty()) {
            return worked(call, bound, new TokenUsage(input, output, 0, 0));
        }
        long read = caches.read(call.place().routed.target(), turn.get());
        if (turn.get().number() > 1) {
            call.serving().saw(read > 0 ? "a conversation went on where it was" : "a conversation had to move");
        }
        return worked(
                call, bound, new TokenUsage(input, output, read, turn.get().prefix() - read));
    }

    private Work worked(Call call, long bound, TokenUsage usage) {
        TokenUsage told = call.has(FleetFault.WRONG_USAGE)
                ? WrongUsage.KINDS.get(random.nextInt(WrongUsage.KINDS.size())).of(usage)
                : usage;
        return new Work(call, usage.input(), bound, usage, told);
    }

    /// When a target has last refused a call for want of places after so many others in a row that
    /// hardly any was answered.
    Optional<Duration> overflowed(String label) {
        return Optional.ofNullable(overflowed.get(label));
    }

    /// When a target has last refused a call for want of places.
    Optional<Duration> crowded(String label) {
        return Optional.ofNullable(crowded.get(label));
    }

    /// How many answers a target is making.
    int busy(Target target) {
        Place place = places.get(target);
        return place == null ? 0 : place.busy;
    }

    PromptCaches caches() {
        return caches;
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
        time.sleep(work.call().has(FleetFault.STALL) ? took.dividedBy(2) : took);
        Optional<Outcome> broken = work.call().fault().flatMap(fault -> LostAnswers.whole(fault.kind(), work.told()));
        finish(work, broken.isPresent() && broken.get().told().isEmpty());
        return broken.<Attempted>map(Attempted.Failed::new)
                .orElseGet(() -> new Attempted.Whole(work.answer().whole(), work.told()));
    }

    /// Bills an answer; Bedrock bills the tokens that it has made, even if no client takes them.
    private void finish(Work work, boolean unseen) {
        Place place = work.call().place();
        place.busy--;
        int burndown = place.routed.profile().model().burndown();
        place.tokens.correct(work.usage().settledAgainstQuota(burndown) - work.input() - work.bound());
        work.call()
                .serving()
                .bill()
                .add(place.routed, work.usage(), unseen ? Optional.empty() : Optional.of(work.told()));
    }

    private Attempted opened(Work work, Duration first, Duration writing) {
        TimeLimit limit = work.call().limits().answer();
        Duration begun = time.elapsed().minus(CONNECT);
        if (first.plus(CONNECT).compareTo(limit.length()) > 0) {
            return withoutContent(work, begun);
        }
        time.sleep(first);
        if (work.call().has(FleetFault.ERROR_BODY)) {
            finish(work, false);
            return new Attempted.Failed(LostAnswers.error(work.told()));
        }
        FleetStream stream = new FleetStream(new Stream(work, writing.dividedBy(PIECES), begun), random);
        return stream.struckBeforeContent()
                .map(fault -> struck(work, fault, begun))
                .orElseGet(() -> new Attempted.Opened(stream));
    }

    /// Nothing comes until the limit for the first content ends the call.
    private Attempted withoutContent(Work work, Duration begun) {
        TimeLimit limit = work.call().limits().answer();
        time.sleep(limit.length().minus(time.elapsed().minus(begun)));
        finish(work, true);
        return new Attempted.Failed(new Outcome.TooSlow(limit.owner()));
    }

    /// What strikes a stream before its first content. An error in place of the content is not billed.
    private Attempted struck(Work work, FleetFault fault, Duration begun) {
        work.call().struck("before its first content");
        if (fault == FleetFault.STALL) {
            return withoutContent(work, begun);
        }
        if (StruckFrame.ERRORS.contains(fault)) {
            Place place = work.call().place();
            place.busy--;
            place.tokens.correct(-work.input() - work.bound());
        } else {
            finish(work, true);
        }
        return new Attempted.Failed(LostAnswers.before(fault));
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
        public Optional<FaultSpan> fault() {
            return work.call().fault();
        }

        /// Waits for the next piece; returns the limit if that comes first.
        @Override
        public Optional<TimeLimit> await(Duration wanted, boolean ended) {
            CallLimits limits = work.call().limits();
            Duration since = time.elapsed().minus(begun);
            TimeLimit limit = ended ? limits.closing(since) : limits.nextPiece(since);
            boolean late = wanted.compareTo(limit.length()) > 0;
            time.sleep(late ? limit.length() : wanted);
            work.call().serving().alive();
            return late ? Optional.of(limit) : Optional.empty();
        }

        @Override
        public void struck(String where) {
            work.call().struck(where);
        }

        @Override
        public void whole() {
            work.call().serving().hasAll();
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
}
