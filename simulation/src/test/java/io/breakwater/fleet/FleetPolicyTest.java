package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Depth;
import io.breakwater.RealTime;
import io.breakwater.model.Capacity;
import io.breakwater.model.Limits;
import io.breakwater.model.Route;
import io.breakwater.model.Tenant;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// How the fleet's policies handle faults that strike much of the capacity at once: three accounts in
/// two Regions, one model, clients that try twice more.
final class FleetPolicyTest {
    private static final Duration FROM = Duration.ofSeconds(30);
    private static final Duration UNTIL = Duration.ofSeconds(210);
    private static final Duration LENGTH = Duration.ofSeconds(330);
    private static final Duration SHORT = Duration.ofSeconds(150);
    private static final double PER_SECOND = 10;
    private static final double SERVICE_SECONDS = 2.6;
    private static final int TARGETS = 6;

    /// Retries that are running when the budget is used up.
    private static final int UNDER_WAY = 10;

    private static final List<FaultSpan> NINE_TENTHS_GONE =
            List.of(new FaultSpan(FleetFault.BROWN_OUT, FaultSpan.EVERYBODY, 0.9, FROM, Duration.ofSeconds(90)));

    /// @param known whether the gateway knows the quota
    /// @param load a fraction of what the six targets can take
    /// @param roomy whether only the quota limits calls, and not the number of answers that Bedrock
    ///     makes at a time
    private static FleetWorld played(
            int copies,
            boolean known,
            boolean roomy,
            double load,
            long seed,
            Duration length,
            List<FaultSpan> faults,
            Variant variant) {
        long perMinute = Math.round(PER_SECOND * 60 / TARGETS / load);
        Capacity quota = new Capacity(perMinute, 0);
        Route route = Worlds.route(3, 2, 1, known ? quota : Capacity.UNKNOWN);
        List<Tenant> tenants = IntStream.rangeClosed(1, 4)
                .mapToObj(number -> Worlds.tenant("team-" + number, Limits.UNLIMITED, 3))
                .toList();
        int slots = (int) Math.ceil((roomy ? 10 : 1) * PER_SECOND * SERVICE_SECONDS / TARGETS / load);
        return new FleetRun(
                        new FleetPlan(
                                seed,
                                length,
                                Worlds.topology(tenants, route),
                                Worlds.quotas(route, quota, slots),
                                tenants.stream()
                                        .map(tenant -> new FleetPlan.Load(
                                                tenant,
                                                Worlds.ALIAS,
                                                PER_SECOND / 4,
                                                0,
                                                0.5,
                                                400,
                                                120,
                                                512,
                                                Duration.ofSeconds(28),
                                                2))
                                        .toList(),
                                copies == 1 ? new FleetPlan.Shape(1, 1_000, 1) : new FleetPlan.Shape(copies, 1, copies),
                                faults),
                        variant,
                        0)
                .play();
    }

    /// The numbers of copies; a build that is not deep plays only the larger one.
    private static IntStream sizes() {
        return Depth.whole() ? IntStream.of(1, 300) : IntStream.of(300);
    }

    private static FaultSpan all(FleetFault kind, double strength) {
        return new FaultSpan(kind, FaultSpan.EVERYBODY, strength, FROM, UNTIL);
    }

    private static List<FaultSpan> dead(int targets) {
        return Worlds.route(3, 2, 1, Capacity.UNKNOWN)
                .targets()
                .limit(targets)
                .map(target ->
                        new FaultSpan(FleetFault.UNAVAILABLE, target.target().label(), 1, FROM, UNTIL))
                .toList();
    }

    private static String row(String name, FleetWorld world) {
        FleetFigures figures = world.figures();
        return String.format(
                Locale.ROOT,
                "%-34s success %6.2f %%  amplification %.3f  back after %d s  failed retries %d of %d  upstream %s",
                name,
                100 * figures.success(FROM, UNTIL),
                figures.amplification(FROM, UNTIL),
                figures.recovery(UNTIL, world.plan().length()).toSeconds(),
                world.plan().quotas().stream()
                        .mapToInt(quota -> figures.failedRetries(quota.target().target()))
                        .sum(),
                figures.upstream(),
                figures.outcomes());
    }

    /// How many more retries have failed at the worst target than its budget allows.
    private static double excess(FleetWorld world) {
        return world.plan().quotas().stream()
                .map(quota -> quota.target().target())
                .mapToDouble(target -> world.figures().failedRetries(target)
                        - (world.figures().calls(target) / 10.0 + SHORT.toSeconds() / 5.0 + 20 + UNDER_WAY))
                .max()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void retries_that_fail_stay_a_tenth_of_a_targets_calls_whatever_the_number_of_copies(int copies) {
        FleetWorld world = played(copies, true, false, 0.8, 1, SHORT, NINE_TENTHS_GONE, Variant.NONE);
        System.out.println(row(copies + " copies, retries bounded", world));
        assertThat(excess(world)).isNegative();
    }

    @Test
    @RealTime
    void without_the_budget_more_retries_fail() {
        FleetWorld world =
                played(300, true, false, 0.8, 1, SHORT, NINE_TENTHS_GONE, PlantedBug.RETRIES_WITHOUT_END.wrong());
        System.out.println(row("300 copies, unbounded", world));
        assertThat(excess(world)).isPositive();
    }

    /// Bedrock allows 57 % of the load, and nobody has told the gateway its quota; or Bedrock throttles
    /// any load. If seven of ten calls are throttled by chance, an answer takes 3.3 calls under any
    /// policy.
    @ParameterizedTest
    @CsvSource({"QUOTA_CUT, 0.6, 1.5, 0.6, 1.5", "THROTTLE, 0.7, 2.5, 0.6, 3.5"})
    void a_quota_that_nobody_has_told_is_learned_from_load_and_not_from_throttles_by_chance(
            FleetFault kind, double strength, double mostCalls, double leastSuccess, double mostCallsPerAnswer) {
        FleetWorld world = played(100, false, true, 0.7, 1, LENGTH, List.of(all(kind, strength)), Variant.NONE);
        System.out.println(row("100 copies, quota unknown, " + kind, world));
        double calls = world.figures().amplification(FROM, UNTIL);
        double success = world.figures().success(FROM, UNTIL);
        assertThat(calls).isLessThan(mostCalls);
        assertThat(success).isGreaterThan(leastSuccess);
        assertThat(calls / success).isLessThan(mostCallsPerAnswer);
    }

    /// In one process the throttles of many requests come at once and their answers after seconds; a process of one
    /// request sees nothing of that. Neither is to be a reason to leave a target alone.
    @ParameterizedTest
    @CsvSource({"0.2, 0.95", "0.7, 0.6"})
    void one_process_of_many_requests_answers_as_many_as_many_copies_where_throttles_come_by_chance(
            double strength, double leastSuccess) {
        FleetWorld world =
                played(1, false, true, 0.7, 1, SHORT, List.of(all(FleetFault.THROTTLE, strength)), Variant.NONE);
        System.out.println(row("one process, quota unknown, throttled by chance", world));
        assertThat(world.figures().success(FROM, SHORT)).isGreaterThan(leastSuccess);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void a_region_that_is_lost_gets_few_calls_and_is_probed_as_one(int copies) {
        List<FaultSpan> lost = List.of(new FaultSpan(FleetFault.REGION_LOST, "us-east-1", 1, FROM, UNTIL));
        FleetWorld world = played(copies, true, true, 0.4, 1, LENGTH, lost, Variant.NONE);
        List<Long> calls = callsTo(world, "us-east-1");
        System.out.println(row(copies + " copies, a Region lost", world) + " calls to it a minute " + calls);
        assertThat(calls.getFirst()).isLessThanOrEqualTo(60);
        assertThat(calls.subList(1, calls.size())).allMatch(minute -> minute <= 3);
        assertThat(world.figures().success(FROM, UNTIL)).isGreaterThan(0.99);
        assertThat(world.figures().recovery(UNTIL, LENGTH)).isEqualTo(Duration.ZERO);
    }

    private static List<Long> callsTo(FleetWorld world, String region) {
        List<List<Long>> each = world.plan().quotas().stream()
                .map(quota -> quota.target().target())
                .filter(target -> target.source().value().equals(region))
                .map(target -> world.figures().perMinute(target, FROM, UNTIL))
                .toList();
        return IntStream.range(0, each.getFirst().size())
                .mapToObj(
                        minute -> each.stream().mapToLong(of -> of.get(minute)).sum())
                .toList();
    }

    /// Prints the table of docs/reliability.md.
    static void main(String[] sizes) {
        for (int copies : Arrays.stream(sizes).mapToInt(Integer::parseInt).toArray()) {
            for (boolean known : new boolean[] {true, false}) {
                for (Map.Entry<String, List<FaultSpan>> fault : faults().entrySet()) {
                    String name = copies + " copies, " + fault.getKey() + (known ? "" : ", quota unknown");
                    System.out.println(
                            row(name, played(copies, known, true, 0.7, 1, LENGTH, fault.getValue(), Variant.NONE)));
                }
            }
        }
    }

    private static Map<String, List<FaultSpan>> faults() {
        Map<String, List<FaultSpan>> faults = new LinkedHashMap<>();
        faults.put("one of six dead", dead(1));
        faults.put("five of six dead", dead(5));
        faults.put("quota cut to 40 %", List.of(all(FleetFault.QUOTA_CUT, 0.6)));
        faults.put("429 by chance, 70 %", List.of(all(FleetFault.THROTTLE, 0.7)));
        faults.put("429 by chance, 20 %", List.of(all(FleetFault.THROTTLE, 0.2)));
        return faults;
    }
}
