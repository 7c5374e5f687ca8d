package io.breakwater.call;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.Sample;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.body.ConverseEvents;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.AnswerModel;
import io.breakwater.model.Capacity;
import io.breakwater.model.Feature;
import io.breakwater.model.Features;
import io.breakwater.model.Guardrails;
import io.breakwater.model.Limits;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.Profile;
import io.breakwater.model.Region;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Shares;
import io.breakwater.model.Target;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Terms;
import io.breakwater.model.TokenUsage;
import io.breakwater.model.Topology;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.outage.Outage;
import io.breakwater.routing.Availability;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.CopyName;
import io.breakwater.routing.HealthChange;
import io.breakwater.routing.MemoryHealth;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.PassingBoard;
import io.breakwater.routing.Planner;
import io.breakwater.routing.RequestTimes;
import io.breakwater.routing.RoutingRules;
import io.breakwater.routing.SharedTargetHealth;
import io.breakwater.routing.Silence;
import io.breakwater.routing.StrictListener;
import io.breakwater.routing.Verdict;
import io.breakwater.routing.WholeAnswers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// A gateway in virtual time: its clock, ledgers, targets and events are all in memory and all visible.
final class PlayedGateway implements InstantSource {
    static final long INPUT_TOKENS = 26;
    static final Epochs EPOCHS = Epochs.STANDARD;

    private Instant now = Sample.NOW;
    /// How far the gateway's clock was set back; beats keep to the time that really passes.
    Duration setBack = Duration.ZERO;
    /// The estimate of each request's input.
    long inputTokens = INPUT_TOKENS;

    final PlainResponder responder = new PlainResponder();
    /// Whether pauses end at once, because the gateway is stopping.
    boolean stopping;
    /// Whether the next heartbeat that is closed ends in a defect.
    boolean stuck;
    private final List<Beat> beats = new ArrayList<>();
    final WholeAnswers wholeAnswers = new WholeAnswers();
    final FaultyItems tenantItems = new FaultyItems();
    final FaultyItems targetItems = new FaultyItems();
    final Script transport = new Script();
    final RecordingBoard health = new RecordingBoard();
    final List<GatewayEvent> events = new ArrayList<>();
    final Tenant tenant;
    final Route route;
    final TokenCounter counter;
    final Preparation preparation;
    final TargetLedger targets;
    final Gateway.Parts parts;
    private final Gateway gateway;

    PlayedGateway(Limits limits, Route route) {
        this(Terms.of(limits), route);
    }

    PlayedGateway(Terms terms, Route route) {
        this(Sample.tenant(terms), route, Outage.closed());
    }

    PlayedGateway(Tenant tenant, Route route, Outage outage) {
        this(tenant, route, Shares.NONE, outage);
    }

    PlayedGateway(Tenant tenant, Route route, Shares shares, Outage outage) {
        this(tenant, route, shares, outage, Guardrails.NONE);
    }

    PlayedGateway(Tenant tenant, Route route, Shares shares, Outage outage, Guardrails guardrails) {
        this.tenant = tenant;
        this.route = route;
        this.targets = new TargetLedger(new Ledger(targetItems, EPOCHS), () -> shares, outage);
        Planner planner = new Planner(health, targets, new SplittableRandom(42));
        Topology topology =
                new Topology("local", Map.of(tenant.id(), tenant), Map.of(Sample.SONNET, route), guardrails, false);
        this.preparation = new Preparation(
                topology, planner, new InputEstimates(_ -> inputTokens), new LearnedBounds(tenantItems));
        this.counter = new TokenCounter(preparation, transport);
        this.parts = new Gateway.Parts(
                preparation,
                new TenantLedger(new Ledger(tenantItems, EPOCHS), new SplittableRandom(42), outage),
                targets,
                planner,
                health,
                transport,
                RoutingRules.DEFAULT,
                events::add,
                this,
                new PlayedPause(),
                this::beating,
                wholeAnswers,
                new SplittableRandom(42),
                new Disclosure(true, AnswerModel.ANSWERED),
                ParallelCalls.IN_TURN);
        this.gateway = new Gateway(parts);
    }

    @Override
    public Instant instant() {
        return now.minus(setBack);
    }

    private final class PlayedPause implements Pause {
        @Override
        public void pause(Duration duration) {
            if (!stopping) {
                pass(duration);
            }
        }

        @Override
        public boolean pause(Duration longest, Wakeup wakeup) {
            pause(longest);
            wakeup.goesOn();
            return !stopping;
        }
    }

    /// Lets time pass; beats that are due meanwhile happen at their own time.
    void pass(Duration duration) {
        Instant end = now.plus(duration);
        Optional<Beat> due = due(end);
        while (due.isPresent()) {
            now = due.get().next;
            due.get().beat();
            due = due(end);
        }
        now = end;
    }

    private Optional<Beat> due(Instant end) {
        return beats.stream().filter(beat -> !beat.next.isAfter(end)).min(Comparator.comparing(beat -> beat.next));
    }

    /// How many heartbeats go on.
    int beating() {
        return beats.size();
    }

    /// Lets something happen while a request waits.
    void in(Duration after, Runnable event) {
        beats.add(new Beat(Duration.ofDays(1), event, now.plus(after)));
    }

    private Heartbeat.Beating beating(Duration period, Runnable beat) {
        Beat beats = new Beat(period, beat, now.plus(period));
        this.beats.add(beats);
        return () -> {
            this.beats.remove(beats);
            if (stuck) {
                stuck = false;
                throw new IllegalStateException("a defect of the heartbeat");
            }
        };
    }

    private static final class Beat {
        private final Duration period;
        private final Runnable action;
        private Instant next;

        Beat(Duration period, Runnable action, Instant next) {
            this.period = period;
            this.action = action;
            this.next = next;
        }

        void beat() {
            next = next.plus(period);
            action.run();
        }
    }

    static RoutedTarget target(String shard, Region region, Profile profile) {
        return Sample.target(shard, region, profile, new Capacity(100, 100_000));
    }

    /// Sonnet in shard `a` and the eastern Region, with these features and operations.
    static RoutedTarget sonnet(Set<Feature> features, Set<ModelOperation> operations) {
        ModelCard card = Sample.SONNET_CARD;
        ModelCard known = new ModelCard(
                card.id(),
                card.name(),
                card.contextTokens(),
                card.maxOutputTokens(),
                card.burndown(),
                Features.before(card.id(), features),
                operations,
                card.streaming(),
                card.times(),
                card.listing());
        Profile usual = Sample.SONNET_US;
        return target("a", Sample.EAST, Sample.profile(usual.id().value(), known, usual.geography(), usual.price()));
    }

    FakeClient serve(ModelCall call) throws InterruptedException {
        return serve(call, new FakeClient(), Duration.ofSeconds(60));
    }

    FakeClient serve(ModelCall call, FakeClient client, Duration time) throws InterruptedException {
        return serve(call, client, RequestTimes.until(now.plus(time)));
    }

    FakeClient serve(ModelCall call, FakeClient client, RequestTimes times) throws InterruptedException {
        return serve("req-1", call, client, times);
    }

    FakeClient serve(String id, ModelCall call) throws InterruptedException {
        return serve(id, call, new FakeClient(), RequestTimes.until(now.plusSeconds(60)));
    }

    private FakeClient serve(String id, ModelCall call, FakeClient client, RequestTimes times)
            throws InterruptedException {
        gateway.serve(new Exchange(id, tenant, call, responder, now, times, client));
        return client;
    }

    /// Serves a request about what the call's one target has stored.
    FakeClient serve(ModelCall call, StoredCall asked) throws InterruptedException {
        return serve(call, asked, new FakeClient());
    }

    FakeClient serve(ModelCall call, StoredCall asked, FakeClient client) throws InterruptedException {
        RequestTimes times = RequestTimes.until(now.plusSeconds(60));
        gateway.serve(new Exchange("req-1", tenant, call, responder, now, times, client), asked);
        return client;
    }

    /// Serves a request that says how long it waits for room.
    FakeClient serveWaiting(Duration maxWait, ModelCall call, FakeClient client, Duration time)
            throws InterruptedException {
        return serveWaiting(tenant, maxWait, call, client, time);
    }

    FakeClient serveWaiting(Tenant whose, Duration maxWait, ModelCall call, FakeClient client, Duration time)
            throws InterruptedException {
        RequestTimes times = RequestTimes.until(now.plus(time));
        gateway.serve(new Exchange("req-1", whose, call, responder, now, times, client, Optional.of(maxWait)));
        return client;
    }

    static ModelCall call(boolean stream, long maxTokens) {
        return new ModelCall(
                Sample.SONNET,
                stream,
                ConverseBody.of(JsonNodeFactory.instance.objectNode()),
                OptionalLong.of(maxTokens));
    }

    LedgerStatus tenantStanding() {
        return LedgerStatus.of(tenantItems.read("T#search"), tenant.limits(), now, EPOCHS);
    }

    LedgerStatus targetStanding(RoutedTarget target) {
        return LedgerStatus.of(
                targetItems.read("P#" + target.target().label()), Limits.of(target.capacity()), now, EPOCHS);
    }

    /// Whether nothing is held in any ledger.
    boolean settled() {
        return tenantStanding().inFlight() == 0
                && route.tiers().stream()
                        .flatMap(tier -> tier.targets().stream())
                        .allMatch(target -> targetStanding(target).inFlight() == 0);
    }

    <T extends GatewayEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /// Items in memory. The store can be out of reach, or can throttle the writes of one key.
    static final class FaultyItems implements LedgerStore {
        private final ReferenceStore items = new ReferenceStore();
        /// What happens elsewhere while the store is written to.
        Runnable meanwhile = () -> {};

        boolean down;
        /// Whether it does what it is asked but loses the answer.
        boolean deaf;
        String busy = "";
        boolean defect;
        /// The number of the write that fails because of a defect.
        int defectAt;
        int writes;

        @Override
        public WriteResult write(String key, ConditionalWrite write) {
            writes++;
            meanwhile.run();
            if (defect || writes == defectAt) {
                throw new IllegalStateException("a defect of the store");
            }
            if (down) {
                return new WriteResult.Unknown("out of reach");
            }
            if (key.equals(busy)) {
                return new WriteResult.Busy("throttled");
            }
            WriteResult result = items.write(key, write);
            return deaf ? new WriteResult.Unknown("too late") : result;
        }

        @Override
        public LedgerItem read(String key) {
            return items.read(key);
        }
    }

    /// What each target answers, in order; a call to a target without a script fails the test.
    static final class Script implements ModelTransport {
        private final Map<Target, Deque<Supplier<Attempted>>> answers = new HashMap<>();
        final List<Target> called = new ArrayList<>();
        final List<Target> renewed = new ArrayList<>();
        final List<ModelRequest> requests = new ArrayList<>();
        final List<CallLimits> limits = new ArrayList<>();
        /// The bodies whose tokens were to be counted; the time limits for it are in the next list.
        final List<ObjectNode> counted = new ArrayList<>();
        final List<CallLimits> countedWithin = new ArrayList<>();
        private final Deque<Attempted> counts = new ArrayDeque<>();

        Script on(RoutedTarget target, Attempted answer) {
            return on(target, () -> answer);
        }

        Script on(RoutedTarget target, Supplier<Attempted> answer) {
            answers.computeIfAbsent(target.target(), _ -> new ArrayDeque<>()).add(answer);
            return this;
        }

        @Override
        public Attempted call(Target target, ModelRequest request, CallLimits within) {
            called.add(target);
            requests.add(request);
            limits.add(within);
            return answers.get(target).remove().get();
        }

        @Override
        public Attempted stored(Target target, TenantId tenant, StoredCall call, CallLimits limits) {
            called.add(target);
            return answers.get(target).remove().get();
        }

        void counts(Attempted count) {
            counts.add(count);
        }

        @Override
        public Attempted counted(RoutedTarget target, TenantId tenant, ObjectNode input, CallLimits limits) {
            called.add(target.target());
            counted.add(input);
            countedWithin.add(limits);
            return counts.remove();
        }

        @Override
        public void renewCredentials(Target target, TenantId tenant) {
            renewed.add(target);
        }
    }

    /// The real health board over a store of its own; it records what it was told.
    static final class RecordingBoard extends PassingBoard {
        final List<HealthChange> changes;
        final List<Outcome> observed = new ArrayList<>();
        final List<String> silences = new ArrayList<>();
        final List<Duration> pauses = new ArrayList<>();
        /// Whether the next pause that it is told of ends in a defect.
        boolean defect;
        /// Whether another copy of the gateway is always the first to claim a probe.
        boolean probesTaken;
        /// How often it was asked about a target.
        int asked;

        RecordingBoard() {
            this(new StrictListener());
        }

        private RecordingBoard(StrictListener listener) {
            super(new SharedTargetHealth(
                    new MemoryHealth(), new CopyName(() -> "one"), new SplittableRandom(42), listener));
            changes = listener.changes;
        }

        @Override
        public Availability availability(Target target, Instant now) {
            asked++;
            return super.availability(target, now);
        }

        @Override
        public Availability observe(Target target, Verdict verdict) {
            observed.add(verdict.outcome());
            return super.observe(target, verdict);
        }

        @Override
        public boolean silent(Target target, Silence silence) {
            boolean unusual = super.silent(target, silence);
            silences.add("silent " + Duration.between(silence.since(), silence.now()) + " " + unusual);
            return unusual;
        }

        @Override
        public void resumed(Target target, Silence silence) {
            silences.add("resumed " + Duration.between(silence.since(), silence.now()));
            super.resumed(target, silence);
        }

        @Override
        public void paused(Target target, Instant begun, Duration longest, Instant now) {
            if (defect) {
                defect = false;
                throw new IllegalStateException("a defect of the board");
            }
            pauses.add(longest);
            super.paused(target, begun, longest, now);
        }

        @Override
        public boolean claimProbe(Target target, Instant now) {
            return !probesTaken && super.claimProbe(target, now);
        }

        @Override
        public boolean claimProbeInNeed(Target target, Instant now) {
            return !probesTaken && super.claimProbeInNeed(target, now);
        }
    }

    /// A streamed answer of one word, which comes at once.
    Attempted hello() {
        return new Attempted.Opened(
                stream(Duration.ZERO, text("Hello"), messageStop(), metadata(26, 10), new ModelStream.Piece.End()));
    }

    static Attempted.Whole whole(long input, long output) {
        ObjectNode converse = JsonNodeFactory.instance.objectNode();
        converse.putObject("usage").put("inputTokens", input).put("outputTokens", output);
        return new Attempted.Whole(converse, TokenUsage.of(input, output));
    }

    static Attempted.Failed failed(Outcome outcome) {
        return new Attempted.Failed(outcome);
    }

    static ModelStream.Piece text(String text) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.putObject("delta").put("text", text);
        return new ModelStream.Piece.Event(new ModelEvent(ConverseEvents.BLOCK_DELTA, payload));
    }

    static ModelStream.Piece event(String type, String payload) {
        return new ModelStream.Piece.Event(new ModelEvent(type, Samples.json(payload)));
    }

    static ModelStream.Piece broken(String why) {
        return new ModelStream.Piece.Broken(new Outcome.BrokenStream(why));
    }

    static ModelStream.Piece messageStop() {
        return new ModelStream.Piece.Event(
                new ModelEvent(ConverseEvents.MESSAGE_STOP, JsonNodeFactory.instance.objectNode()));
    }

    static ModelStream.Piece metadata(long input, long output) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.putObject("usage").put("inputTokens", input).put("outputTokens", output);
        return new ModelStream.Piece.Event(new ModelEvent(ConverseEvents.METADATA, payload));
    }

    /// A stream of these pieces, each of which takes this long.
    PlayedStream stream(Duration each, ModelStream.Piece... pieces) {
        return new PlayedStream(new ArrayDeque<>(List.of(pieces)), each);
    }

    final class PlayedStream implements ModelStream {
        private final Deque<Piece> pieces;
        private final Duration each;
        boolean closed;

        PlayedStream(Deque<Piece> pieces, Duration each) {
            this.pieces = pieces;
            this.each = each;
        }

        @Override
        public Piece next() {
            pass(each);
            return pieces.remove();
        }

        @Override
        public void close() {
            closed = true;
        }

        int left() {
            return pieces.size();
        }
    }
}
