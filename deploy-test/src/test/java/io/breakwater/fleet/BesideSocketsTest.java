package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.RealTime;
import io.breakwater.call.DataPlane;
import io.breakwater.event.GatewayEvent.AttemptEnded;
import io.breakwater.fleet.PlayedPlan.Ended;
import io.breakwater.fleet.SocketRun.Asking;
import io.breakwater.fleet.SocketRun.Breaking;
import io.breakwater.local.run.ConfigFiles;
import io.breakwater.model.Alias;
import io.breakwater.model.Capacity;
import io.breakwater.model.Route;
import io.breakwater.model.TenantId;
import io.breakwater.routing.RoutingRules;
import io.breakwater.settings.Settings;
import io.breakwater.settings.Simulation;
import io.breakwater.wire.WireFault;
import io.breakwater.wire.WireFault.Kind;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Compares the simulator with a gateway over real sockets: the same configuration, the same requests
/// at the same instants, the same faults; the simulator plays them in virtual time, the gateway in real
/// time over connections that are broken.
///
/// Bounds: the requests of each tenant must end in the same ways equally often, and the calls to each
/// account, but for one that times out; times may differ by at most 20 % and 250 ms.
@RealTime
@Timeout(120)
class BesideSocketsTest {
    private static final Alias CHAT = new Alias("chat");
    private static final Duration LENGTH = Duration.ofSeconds(14);
    private static final Duration FROM = Duration.ofSeconds(4);
    /// By this time all requests have ended, and the simulator's last requests, minutes later, have not
    /// begun.
    private static final Duration UNTIL = Duration.ofSeconds(40);

    private static final Asking ASKING = new Asking(200, 512, Duration.ofSeconds(8));
    private static final String STRUCK = "us-east-1";
    private static final Map<String, Double> PER_SECOND =
            new TreeMap<>(Map.of("whole", 3.0, "streamed", 2.0, "limited", 0.8));

    private static final Set<FleetFault> SLOW_TO_FAIL = Set.of(FleetFault.SILENT, FleetFault.SLOW_FIRST_TOKEN);

    private static final Set<String> WHOLE = Set.of("whole", "limited");
    private static final Set<String> STREAMED = Set.of("streamed");
    private static final Set<String> EVERYBODY = Set.of("whole", "limited", "streamed");
    /// A byte that lies in the middle of a whole answer and also of a stream, after its first content.
    private static final int IN_THE_MIDDLE = 900;

    /// Other paces and draws with which the simulator must say the same: the first token up to a sixth sooner and a
    /// third later, tokens up to 30 % faster and slower, each time with chance of its own, and other targets among
    /// equals.
    private static final List<Circumstances> OTHERS = Stream.of(
                    Map.entry(165, 520), Map.entry(200, 360), Map.entry(240, 300), Map.entry(270, 280))
            .flatMap(pace -> IntStream.rangeClosed(1, 3)
                    .mapToObj(draw ->
                            new Circumstances(new ModelPace(pace.getKey(), 0.08, pace.getValue()), Optional.of((long)
                                    (1_000 * pace.getKey() + draw)))))
            .toList();

    /// A fault of the simulator's, and the same fault over sockets.
    enum Fault {
        NOTHING_BUT_TINY_SEGMENTS(19, Optional.empty(), EVERYBODY, run -> {
            for (String region : List.of(STRUCK, "us-west-2")) {
                run.wire(region).breakBy(WireFault.ofAnswers(Kind.SLICE, 0), WireFault.ofRequests(Kind.SLICE, 0));
            }
        }),
        ACCOUNT_DEAD(8, FleetFault.UNAVAILABLE, EVERYBODY, run -> run.fault("unavailable", "")),
        RESET_BEFORE_THE_FIRST_BYTE(8, FleetFault.UNREACHABLE, EVERYBODY, WireFault.ofRequests(Kind.RESET, 0)),
        ACCOUNT_SILENT(19, FleetFault.SILENT, WHOLE, WireFault.ofAnswers(Kind.STALL, 0)),
        STREAMS_SILENT(58, FleetFault.SILENT, STREAMED, WireFault.ofAnswers(Kind.STALL, 0)),
        SLOW_FIRST_TOKEN(
                58, FleetFault.SLOW_FIRST_TOKEN, STREAMED, run -> run.fault("slow-first-token", ",\"delay\":\"15s\"")),
        CUT_ANSWERS(2, FleetFault.CUT, WHOLE, WireFault.ofAnswers(Kind.RESET, IN_THE_MIDDLE)),
        CUT_STREAMS(8, FleetFault.CUT, STREAMED, WireFault.ofAnswers(Kind.RESET, IN_THE_MIDDLE)),
        HALF_CLOSED_STREAMS(8, FleetFault.CUT, STREAMED, WireFault.ofAnswers(Kind.HALF_CLOSE, IN_THE_MIDDLE));

        private final long seed;
        private final Optional<FleetFault> simulated;

        @SuppressWarnings("ImmutableEnumChecker") // a set from Set.of does not change
        private final Set<String> who;

        @SuppressWarnings("ImmutableEnumChecker") // a function of the run it is given
        private final Breaking real;

        /// @param seed draws the arrivals, so that no milliseconds decide how many requests and calls end in
        /// which way
        Fault(long seed, Optional<FleetFault> simulated, Set<String> who, Breaking real) {
            this.seed = seed;
            this.simulated = simulated;
            this.who = who;
            this.real = real;
        }

        /// By how many the calls that time out may differ: an account is found silent only two seconds after
        /// its call, and one more may begin just before.
        int apart() {
            return simulated.filter(SLOW_TO_FAIL::contains).isPresent() ? 1 : 0;
        }

        Fault(long seed, FleetFault simulated, Set<String> who, Breaking real) {
            this(seed, Optional.of(simulated), who, real);
        }

        Fault(long seed, FleetFault simulated, Set<String> who, WireFault real) {
            this(seed, Optional.of(simulated), who, run -> run.wire(STRUCK).breakBy(real));
        }
    }

    /// What may be otherwise over sockets than in the simulator.
    ///
    /// @param draw the seed of the gateway's own chance; empty for that of the plan
    private record Circumstances(ModelPace pace, Optional<Long> draw) {}

    /// A plan whose counts hang on milliseconds would say nothing about sockets.
    @ParameterizedTest
    @EnumSource
    void the_simulator_counts_the_same_at_other_paces_and_with_other_draws(Fault fault) throws Exception {
        Settings settings = ConfigFiles.read(config());
        String counts = simulated(settings, fault, usual(settings)).counts();
        OTHERS.forEach(other -> assertThat(simulated(settings, fault, other).counts())
                .as("%s", other)
                .isEqualTo(counts));
    }

    @ParameterizedTest
    @EnumSource
    void what_comes_of_a_fault_over_sockets_is_what_the_simulator_said(Fault fault) throws Exception {
        Settings settings = ConfigFiles.read(config());
        PlayedPlan simulated = simulated(settings, fault, usual(settings));
        PlayedPlan real;
        try (SocketRun sockets = new SocketRun(config(), ASKING)) {
            real = sockets.play(simulated.requests(), FROM, fault.real);
        }
        System.out.printf("%s%n  simulated: %s%n  sockets:   %s%n", fault, simulated.text(), real.text());
        assertThat(real.endings()).isEqualTo(simulated.endings());
        assertAlike(simulated.calls(), real.calls(), fault.apart());
        for (double share : List.of(0.5, 0.9, 1.0)) {
            assertAlike(simulated.first(share), real.first(share));
            assertAlike(simulated.took(share), real.took(share));
        }
    }

    private static Path config() throws URISyntaxException {
        return Path.of(
                BesideSocketsTest.class.getResource("/beside-sockets.yaml").toURI());
    }

    private static void assertAlike(Map<String, Long> simulated, Map<String, Long> real, int apart) {
        assertThat(real.keySet()).isEqualTo(simulated.keySet());
        simulated.forEach((what, count) -> assertThat(real.get(what))
                .as(what)
                .isBetween(
                        count - (what.endsWith("TooSlow") ? apart : 0),
                        count + (what.endsWith("TooSlow") ? apart : 0)));
    }

    private static void assertAlike(Duration simulated, Duration real) {
        Duration bound = simulated.dividedBy(5).plusMillis(250);
        assertThat(real).isBetween(simulated.minus(bound), simulated.plus(bound));
    }

    private static Circumstances usual(Settings settings) {
        Simulation laptop = settings.simulation().orElseThrow();
        return new Circumstances(
                new ModelPace(laptop.firstToken().toMillis(), 0, laptop.tokensPerSecond()), Optional.empty());
    }

    private static PlayedPlan simulated(Settings settings, Fault fault, Circumstances circumstances) {
        List<AttemptEnded> attempts = new ArrayList<>();
        FleetWorld world =
                new FleetRun(plan(settings, fault), likeTheLaptop(settings, circumstances, attempts), 0).play();
        assertThat(world.findings().broken()).isEmpty();
        List<Ended> requests = world.figures().all().stream()
                .sorted(Comparator.comparing(FleetFigures.Logical::arrived))
                .map(logical -> new Ended(
                        logical.arrived(),
                        logical.tenant(),
                        logical.success(),
                        logical.status(),
                        logical.first().filter(_ -> logical.tenant().equals("streamed")),
                        logical.ended().minus(logical.arrived())))
                .toList();
        Instant last = attempts.getFirst().at().plus(UNTIL);
        return new PlayedPlan(
                requests,
                attempts.stream().filter(attempt -> attempt.at().isBefore(last)).toList());
    }

    private static FleetPlan plan(Settings settings, Fault fault) {
        Route route = settings.topology().routes().get(CHAT);
        List<FaultSpan> faults = fault.simulated.stream()
                .flatMap(kind -> route.targets()
                        .map(routed -> routed.target())
                        .filter(target -> target.source().value().equals(STRUCK))
                        .map(target -> new FaultSpan(kind, target.label(), 1, FROM, UNTIL)))
                .toList();
        return new FleetPlan(
                fault.seed,
                LENGTH,
                settings.topology(),
                Worlds.quotas(route, Capacity.UNKNOWN, 1_000),
                PER_SECOND.entrySet().stream()
                        .filter(load -> fault.who.contains(load.getKey()))
                        .map(load -> load(settings, load.getKey(), load.getValue()))
                        .toList(),
                new FleetPlan.Shape(1, 1_000, 1),
                faults);
    }

    private static FleetPlan.Load load(Settings settings, String tenant, double perSecond) {
        return new FleetPlan.Load(
                settings.topology().tenants().get(new TenantId(tenant)),
                CHAT,
                perSecond,
                0,
                tenant.equals("streamed") ? 1 : 0,
                20,
                ASKING.tokens(),
                ASKING.maxTokens(),
                ASKING.patience(),
                0,
                new FleetPlan.Texts(0, 0, false));
    }

    /// The gateway with the configuration's time limits, and a Bedrock that answers like the simulated one on a
    /// laptop.
    ///
    /// @param attempts collects the calls
    private static Variant likeTheLaptop(Settings settings, Circumstances circumstances, List<AttemptEnded> attempts) {
        return new Variant() {
            @Override
            public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
                return new DataPlane.Ports(
                        ports.ledgers(),
                        ports.own(),
                        ports.targets(),
                        ports.transport(),
                        event -> {
                            if (event instanceof AttemptEnded attempt) {
                                attempts.add(attempt);
                            }
                            ports.events().accept(event);
                        },
                        ports.clock(),
                        ports.pause(),
                        ports.heartbeat(),
                        circumstances
                                .draw()
                                .<RandomGenerator>map(SplittableRandom::new)
                                .orElse(ports.random()),
                        ports.parallel());
            }

            @Override
            public DataPlane.Rules rules(DataPlane.Rules rules) {
                RoutingRules usual = rules.routing();
                return new DataPlane.Rules(
                        rules.topology(),
                        rules.shares(),
                        rules.expectedCopies(),
                        new RoutingRules(
                                usual.attempts(),
                                usual.abandoned(),
                                usual.leastTime(),
                                settings.timeouts().firstToken(),
                                settings.timeouts().idle(),
                                usual.throttleBackoff()),
                        rules.shown());
            }

            @Override
            public ModelPace pace() {
                return circumstances.pace();
            }
        };
    }
}
