package io.breakwater.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.Sample;
import io.breakwater.call.Attempted;
import io.breakwater.call.Disclosure;
import io.breakwater.call.Exchange;
import io.breakwater.call.Gateway;
import io.breakwater.call.Heartbeat;
import io.breakwater.call.InputEstimates;
import io.breakwater.call.LearnedBounds;
import io.breakwater.call.ModelRequest;
import io.breakwater.call.ModelTransport;
import io.breakwater.call.ParallelCalls;
import io.breakwater.call.PlainResponder;
import io.breakwater.call.Preparation;
import io.breakwater.call.TargetLedger;
import io.breakwater.call.TenantLedger;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.AnswerModel;
import io.breakwater.model.Capacity;
import io.breakwater.model.Limits;
import io.breakwater.model.OutputBound;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Tier;
import io.breakwater.model.TokenUsage;
import io.breakwater.model.Topology;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.quota.outage.Outage;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.CopyName;
import io.breakwater.routing.MemoryHealth;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.Planner;
import io.breakwater.routing.RequestTimes;
import io.breakwater.routing.RoutingRules;
import io.breakwater.routing.SharedTargetHealth;
import io.breakwater.routing.StrictListener;
import io.breakwater.routing.WholeAnswers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Bursts of requests without `max_tokens` at one quota, in virtual time. They pass several copies of
/// the real gateway over one store to a model whose answers have lognormal lengths and whose quota is
/// counted as Bedrock counts it.
final class BoundedTraffic {
    private static final long TOKENS_PER_MINUTE = 2_000_000;
    private static final long INPUT = 500;
    private static final long TOKENS_PER_SECOND = 50;
    private static final Duration WARM_UP = Duration.ofMinutes(2);
    private static final RoutedTarget TARGET =
            Sample.target("a", Sample.EAST, Sample.SONNET_US, new Capacity(0, TOKENS_PER_MINUTE));

    private final VirtualTime time = new VirtualTime(Sample.NOW);
    private final Tenant tenant = Sample.tenant(Limits.UNLIMITED);
    private final SplittableRandom random;
    private final ThreadLocal<Long> length = new ThreadLocal<>();
    private final List<Gateway> copies;
    /// Bedrock's own count of the quota; there is no latency between it and the calls.
    private final Ledger bedrock = new Ledger(new SlowStore(time, () -> Duration.ZERO), Epochs.STANDARD);

    private int inFlight;
    private int peak;
    private long peaks;
    private int answers;
    private int cut;
    private int refused;
    private int secondRuns;
    private int throttled;

    /// The results after the first two minutes.
    ///
    /// @param concurrency the most calls in flight in a minute, averaged over minutes
    /// @param cut answers that ended at a bound
    /// @param throttled calls that Bedrock throttled
    record Figures(long concurrency, int answers, int cut, int secondRuns, int refused, int throttled) {}

    BoundedTraffic(OutputBound bound, long maxTokens, int copies, long seed) {
        this.random = new SplittableRandom(seed);
        Route route = new Route(Sample.SONNET, maxTokens, bound, List.of(new Tier(1, List.of(TARGET))), List.of());
        SlowStore store = new SlowStore(time, () -> Duration.ofMillis(5));
        this.copies =
                IntStream.range(0, copies).mapToObj(_ -> gateway(route, store)).toList();
    }

    private Gateway gateway(Route route, SlowStore store) {
        Ledger ledger = new Ledger(store, Epochs.STANDARD);
        TargetLedger targets = new TargetLedger(ledger);
        SharedTargetHealth board =
                new SharedTargetHealth(new MemoryHealth(), new CopyName(() -> "one"), random, new StrictListener());
        Planner planner = new Planner(board, targets, random);
        Topology topology = new Topology("local", Map.of(tenant.id(), tenant), Map.of(Sample.SONNET, route));
        return new Gateway(new Gateway.Parts(
                new Preparation(topology, planner, new InputEstimates(_ -> INPUT), new LearnedBounds(store)),
                new TenantLedger(ledger, random, Outage.closed()),
                targets,
                planner,
                board,
                new Model(),
                RoutingRules.DEFAULT,
                this::told,
                time,
                time::sleep,
                Heartbeat.NONE,
                new WholeAnswers(),
                random,
                new Disclosure(true, AnswerModel.ANSWERED),
                ParallelCalls.IN_TURN));
    }

    /// This many requests within the first second of each minute. The median length of an answer is 300
    /// tokens, and one answer in a thousand has more than 3,550.
    Figures at(int burst, int minutes) {
        for (int minute = 0; minute < minutes; minute++) {
            Instant begin = Sample.NOW.plus(Duration.ofMinutes(minute));
            for (int number = 0; number < burst; number++) {
                request("r" + minute + "-" + number, number, begin.plusMillis(random.nextLong(1_000)));
            }
            time.at(begin.plusSeconds(59), this::minuteEnds);
        }
        time.run();
        long measured = minutes - WARM_UP.toMinutes();
        return new Figures(peaks / measured, answers, cut, secondRuns, refused, throttled);
    }

    private void request(String id, int number, Instant at) {
        Gateway copy = copies.get(number % copies.size());
        long tokens = Math.max(1, Math.round(Math.exp(Math.log(300) + 0.8 * random.nextGaussian())));
        time.at(at, () -> {
            length.set(tokens);
            serve(copy, id, at);
        });
    }

    private void minuteEnds() {
        peaks += warm() ? peak : 0;
        peak = inFlight;
    }

    private void serve(Gateway copy, String id, Instant at) throws InterruptedException {
        ModelCall call = new ModelCall(
                Sample.SONNET, false, ConverseBody.of(JsonNodeFactory.instance.objectNode()), OptionalLong.empty());
        copy.serve(new Exchange(
                id,
                tenant,
                call,
                new PlainResponder(),
                at,
                RequestTimes.until(at.plus(Duration.ofMinutes(4))),
                new SilentClient()));
    }

    private boolean warm() {
        return !time.instant().isBefore(Sample.NOW.plus(WARM_UP));
    }

    private void told(GatewayEvent event) {
        if (event instanceof GatewayEvent.RequestEnded ended && warm()) {
            answers += ended.status() == 200 ? 1 : 0;
            refused += ended.status() == 200 ? 0 : 1;
            secondRuns += ended.served().secondRun().isPresent() ? 1 : 0;
            boolean whole = ended.served().usage().output() >= length.get();
            cut += ended.status() == 200 && !whole ? 1 : 0;
        }
    }

    private final class Model implements ModelTransport {
        @Override
        public Attempted call(Target target, ModelRequest request, CallLimits limits) {
            long bound = request.body().json().at("/inferenceConfig/maxTokens").asLong();
            Admission admission = bedrock.reserve(
                    "Q", Limits.of(TARGET.capacity()), new LedgerAmount(INPUT + bound, 0), time.instant());
            if (!(admission instanceof Admission.Admitted(Reservation reservation, var _))) {
                throttled += warm() ? 1 : 0;
                return new Attempted.Failed(new Outcome.Throttled(Outcome.Quota.TOKENS));
            }
            long output = Math.min(bound, length.get());
            Duration took = Duration.ofSeconds(1).plusMillis(output * 1_000 / TOKENS_PER_SECOND);
            inFlight++;
            peak = Math.max(peak, inFlight);
            time.sleep(took);
            inFlight--;
            long used = INPUT + output * TARGET.profile().model().burndown();
            bedrock.settle(reservation, new LedgerAmount(used, 0), time.instant());
            return answer(output, output < length.get());
        }

        private static Attempted answer(long output, boolean atBound) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.put("stopReason", atBound ? "max_tokens" : "end_turn");
            answer.putObject("usage").put("inputTokens", INPUT).put("outputTokens", output);
            return new Attempted.Whole(answer, TokenUsage.of(INPUT, output));
        }

        @Override
        public void renewCredentials(Target target, TenantId tenant) {}
    }
}
