package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.RealTime;
import io.breakwater.call.DataPlane;
import io.breakwater.event.GatewayEvent.AttemptEnded;
import io.breakwater.fleet.Played.Ended;
import io.breakwater.fleet.SocketRun.Asking;
import io.breakwater.fleet.SocketRun.Breaking;
import io.breakwater.local.run.ConfigFiles;
import io.breakwater.model.Alias;
import io.breakwater.model.Capacity;
import io.breakwater.model.Route;
import io.breakwater.model.TenantId;
import io.breakwater.routing.RoutingRules;
import io.breakwater.settings.Settings;
import io.breakwater.wire.WireFault;
import io.breakwater.wire.WireFault.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Compares the simulator with a gateway over real sockets: the same configuration, the same requests
/// at the same instants, the same faults; the simulator plays them in virtual time, the gateway in real
/// time over connections that are broken.
///
/// Bounds: the requests of each tenant must end in the same ways equally often; times may differ by at
/// most 20 % and 250 ms.
@RealTime
@Timeout(120)
class BesideSocketsTest {
    private static final Alias CHAT = new Alias("chat");
    private static final Duration LENGTH = Duration.ofSeconds(10);
    private static final Duration FROM = Duration.ofSeconds(4);
    /// By this time all requests have ended, and the simulator's last requests, minutes later, have not
    /// begun.
    private static final Duration UNTIL = Duration.ofSeconds(40);

    private static final Asking ASKING = new Asking(200, 512, Duration.ofSeconds(8));
    private static final String STRUCK = "us-east-1";
    private static final Map<String, Integer> PER_SECOND =
            new TreeMap<>(Map.of("whole", 12, "streamed", 8, "limited", 2));
    /// By how many the calls to an account may differ: now and then milliseconds decide which account a
    /// request goes to first.
    private static final int CALLS_APART = 3;

    private static final Set<String> WHOLE = Set.of("whole", "limited");
    private static final Set<String> STREAMED = Set.of("streamed");
    private static final Set<String> EVERYBODY = Set.of("whole", "limited", "streamed");
    /// A byte that lies in the middle of a whole answer and also of a stream, after its first content.
    private static final int IN_THE_MIDDLE = 900;

    /// A fault of the simulator's, and the same fault over sockets.
    enum Fault {
        NOTHING_BUT_TINY_SEGMENTS(Optional.empty(), EVERYBODY, 0, run -> {
            for (String region : List.of(STRUCK, "us-west-2")) {
                run.wire(region).breakBy(WireFault.ofAnswers(Kind.SLICE, 0), WireFault.ofRequests(Kind.SLICE, 0));
            }
        }),
        ACCOUNT_DEAD(FleetFault.UNAVAILABLE, EVERYBODY, 0, run -> run.fault("unavailable", "")),
        RESET_BEFORE_THE_FIRST_BYTE(FleetFault.UNREACHABLE, EVERYBODY, 0, WireFault.ofRequests(Kind.RESET, 0)),
        ACCOUNT_SILENT(FleetFault.SILENT, STREAMED, 0, WireFault.ofAnswers(Kind.STALL, 0)),
        SLOW_FIRST_TOKEN(
                FleetFault.SLOW_FIRST_TOKEN, STREAMED, 0, run -> run.fault("slow-first-token", ",\"delay\":\"15s\"")),
        CUT_ANSWERS(FleetFault.CUT, WHOLE, 0, WireFault.ofAnswers(Kind.RESET, IN_THE_MIDDLE)),
        CUT_STREAMS(FleetFault.CUT, STREAMED, 2, WireFault.ofAnswers(Kind.RESET, IN_THE_MIDDLE)),
        HALF_CLOSED_STREAMS(FleetFault.CUT, STREAMED, 2, WireFault.ofAnswers(Kind.HALF_CLOSE, IN_THE_MIDDLE));

        private final Optional<FleetFault> simulated;

        @SuppressWarnings("ImmutableEnumChecker") // a set from Set.of does not change
        private final Set<String> who;

        private final int apart;

        @SuppressWarnings("ImmutableEnumChecker") // a function of the run it is given
        private final Breaking real;

        /// @param apart by how many the endings may differ: streams that run when the target is ejected
        ///     are cut as
        ///     well, and milliseconds decide which ones those are
        Fault(Optional<FleetFault> simulated, Set<String> who, int apart, Breaking real) {
            this.simulated = simulated;
            this.who = who;
            this.apart = apart;
            this.real = real;
        }

        Fault(FleetFault simulated, Set<String> who, int apart, Breaking real) {
            this(Optional.of(simulated), who, apart, real);
        }

        Fault(FleetFault simulated, Set<String> who, int apart, WireFault real) {
            this(Optional.of(simulated), who, apart, run -> run.wire(STRUCK).breakBy(real));
        }

        /// By how many the calls may differ: a row of refusals for overload is longer if some calls
        /// overlap, which is also decided by milliseconds.
        int callsApart() {
            return this == ACCOUNT_DEAD ? 8 : CALLS_APART;
        }

        /// About one request in ten is asked again and takes twice as long, so a single call decides
        /// where the 90th percentile lies.
        boolean strikesATenth() {
            return this == CUT_ANSWERS;
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_comes_of_a_fault_over_sockets_is_what_the_simulator_said(Fault fault) throws Exception {
        Path config = Path.of(
                BesideSocketsTest.class.getResource("/beside-sockets.yaml").toURI());
        Played simulated = simulated(ConfigFiles.read(config), fault);
        Played real;
        try (SocketRun sockets = new SocketRun(config, ASKING)) {
            real = sockets.play(simulated.requests(), FROM, fault.real);
        }
        System.out.printf("%s%n  simulated: %s%n  sockets:   %s%n", fault, simulated.text(), real.text());
        assertAlike(simulated.endings(), real.endings(), fault.apart);
        assertAlike(simulated.calls(), real.calls(), fault.callsApart());
        for (double share : fault.strikesATenth() ? List.of(0.5, 1.0) : List.of(0.5, 0.9, 1.0)) {
            assertAlike(simulated.first(share), real.first(share));
            assertAlike(simulated.took(share), real.took(share));
        }
    }

    private static void assertAlike(Map<String, Long> simulated, Map<String, Long> real, int apart) {
        assertThat(real.keySet()).isEqualTo(simulated.keySet());
        simulated.forEach((what, count) -> assertThat(real.get(what)).as(what).isBetween(count - apart, count + apart));
    }

    private static void assertAlike(Duration simulated, Duration real) {
        Duration bound = simulated.dividedBy(5).plusMillis(250);
        assertThat(real).isBetween(simulated.minus(bound), simulated.plus(bound));
    }

    private static Played simulated(Settings settings, Fault fault) {
        List<AttemptEnded> attempts = new ArrayList<>();
        FleetWorld world = new FleetRun(plan(settings, fault), likeTheLaptop(settings, attempts), 0).play();
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
        return new Played(
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
                1,
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

    /// The gateway with the configuration's time limits, and a Bedrock that answers as steadily as the
    /// simulated one on a laptop.
    ///
    /// @param attempts collects the calls
    private static Variant likeTheLaptop(Settings settings, List<AttemptEnded> attempts) {
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
                        ports.random(),
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
            public FleetBedrock.Pace pace() {
                return new FleetBedrock.Pace(
                        settings.simulation().orElseThrow().firstToken().toMillis(),
                        0,
                        settings.simulation().orElseThrow().tokensPerSecond());
            }
        };
    }
}
