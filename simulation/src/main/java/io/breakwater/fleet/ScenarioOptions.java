package io.breakwater.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of a scenario, as `scripts/simulate` takes them.
final class ScenarioOptions {
    private static final Pattern RATE = Pattern.compile("[^=]+=-?[0-9]{1,9}(\\.[0-9]{1,9})?");
    /// Without `--traffic`, which is of an environment too.
    static final List<String> NAMES = List.of(
            "--copies",
            "--each",
            "--rate",
            "--load",
            "--tiers",
            "--accounts",
            "--hand",
            "--fault",
            "--fault-minutes",
            "--after-pieces",
            "--untold",
            "--shuffle");

    /// What is played for a seed at most: each request leaves a kilobyte, and the program has a gigabyte.
    private static final double MOST_REQUESTS = 500_000;

    private static final double LEAST = 0.001;

    private static final double USUAL_LOAD = ScenarioSize.usual(1).load();

    @Option(names = "--copies", defaultValue = "100", description = "The most copies of the gateway (100).")
    int copies;

    @Option(names = "--each", defaultValue = "1", description = "Requests that a copy serves at once (1).")
    int each;

    @Option(names = "--rate", defaultValue = "33", description = "Requests per second of all tenants together (33).")
    double rate;

    @Option(
            names = "--load",
            description = "Which part of the first tier's quotas the requests need (0.417), 0.001 to 2.")
    @Nullable
    Double load;

    @Option(names = "--tiers", defaultValue = "2", description = "Models of the alias, one for each tier (2).")
    int tiers;

    @Option(names = "--accounts", defaultValue = "3", description = "Accounts, each in two Regions (3).")
    int accounts;

    @Option(
            names = "--hand",
            defaultValue = "0",
            description =
                    "Accounts of a tenant's hand; each possible hand has a tenant (all accounts, and four tenants).")
    int hand;

    @Option(
            names = "--fault",
            paramLabel = "KIND[=PART]",
            description = "Another fault for the scenario's targets, and the part of the calls that it strikes (1).")
    @Nullable
    String fault;

    @Option(
            names = "--after-pieces",
            paramLabel = "N|any",
            description =
                    "Where a fault breaks streams: after N of their three pieces, 0 for before the first, 4 for before the"
                            + " last frame of all; or at any frame (where the kind usually does).")
    @Nullable
    String afterPieces;

    @Option(names = "--fault-minutes", defaultValue = "2", description = "How many minutes the fault lasts (2).")
    int faultMinutes;

    @Option(
            names = "--traffic",
            paramLabel = "TENANT=PER-SECOND|FILE",
            description = "Requests per second of one of the tenants team-1 to team-4, others as they are;"
                    + " with --config, a CSV file of its tenants' traffic.")
    List<String> traffic = new ArrayList<>();

    @Option(
            names = "--shuffle",
            description = "Chooses targets at random, each resting 5 s after a 429, without the gateway's own choice.")
    boolean shuffle;

    @Option(names = "--untold", description = "Nobody tells the gateway the quotas of its targets.")
    boolean untold;

    /// What is out of its range, for whoever typed it; empty where nothing is.
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        within(problems, "--copies", copies, 1, 1_000);
        within(problems, "--each", each, 1, 10_000);
        within(problems, "--tiers", tiers, 1, 5);
        within(problems, "--accounts", accounts, 1, 8);
        within(problems, "--hand", hand, 0, accounts);
        within(problems, "--fault-minutes", faultMinutes, 1, 60);
        if (!(rate >= LEAST && rate <= 10_000)) {
            problems.add("--rate must be 0.001 to 10000 per second, got " + rate);
        }
        if (!(load() >= LEAST && load() <= 2)) {
            problems.add("--load must be 0.001 to 2, got " + load());
        }
        if (untold && shuffle) {
            problems.add("--untold changes nothing with --shuffle, which never looks at quotas: leave it out");
        }
        traffic.stream()
                .filter(typed -> !RATE.matcher(typed).matches())
                .forEach(typed -> problems.add(
                        "--traffic of a scenario takes TENANT=PER-SECOND, got %s; a file goes with --config"
                                .formatted(typed)));
        tenants()
                .filter(tenant -> Collections.frequency(tenants().toList(), tenant) > 1)
                .distinct()
                .forEach(tenant -> problems.add("--traffic has the rate of %s %d times: leave one"
                        .formatted(tenant, Collections.frequency(tenants().toList(), tenant))));
        if (fault != null && !(part().matches("1(\\.0)?|0\\.\\d{1,9}") && Double.parseDouble(part()) > 0)) {
            problems.add("the part of --fault must be above 0 and at most 1, got " + part());
        }
        if (afterPieces != null && frame().isEmpty()) {
            problems.add("--after-pieces takes 0 to %d, or any, got %s".formatted(StruckFrame.MOST, afterPieces));
        }
        return problems;
    }

    /// Which frame is asked for; empty where none is.
    private Optional<StruckFrame> frame() {
        return Optional.ofNullable(afterPieces).flatMap(StruckFrame::of);
    }

    /// What is wrong with the number of requests of a plan, for whoever typed it; empty where nothing is.
    static Optional<String> wrongNumber(FleetPlan plan) {
        double requests = plan.loads().stream()
                .mapToDouble(load -> load.requestsPerSecond() * plan.length().toSeconds() + noise(plan, load))
                .sum();
        if (requests == 0) {
            return Optional.of("--traffic leaves no requests at all: give a tenant a rate above 0");
        }
        return requests <= MOST_REQUESTS
                ? Optional.empty()
                : Optional.of(
                        "about %.0f requests would be played for a seed, and at most %.0f are: lower --rate, --traffic or --fault-minutes"
                                .formatted(requests, MOST_REQUESTS));
    }

    private static double noise(FleetPlan plan, FleetPlan.Load load) {
        return plan.faults().stream()
                .filter(fault -> fault.kind() == FleetFault.NOISY
                        && fault.whom().equals(load.tenant().id().value()))
                .mapToDouble(fault -> load.perSecond()
                        * FleetRun.NOISE
                        * fault.strength()
                        * fault.until().minus(fault.from()).toSeconds())
                .sum();
    }

    private Stream<String> tenants() {
        return traffic.stream().map(typed -> typed.split("=", 2)[0]);
    }

    /// Requests per second by tenant, as given.
    Map<String, Double> rates() {
        Map<String, Double> rates = new LinkedHashMap<>();
        traffic.stream()
                .map(typed -> typed.split("=", 2))
                .forEach(parts -> rates.put(parts[0], Double.parseDouble(parts[1])));
        return rates;
    }

    private static void within(List<String> problems, String name, int value, int least, int most) {
        if (value < least || value > most) {
            problems.add("%s must be %d to %d, got %d".formatted(name, least, most, value));
        }
    }

    /// The kind of fault asked for, if one is.
    @Nullable
    String kind() {
        return fault == null ? null : fault.split("=", 2)[0];
    }

    private String part() {
        return fault == null || !fault.contains("=") ? "1" : fault.split("=", 2)[1];
    }

    double load() {
        return load == null ? USUAL_LOAD : load;
    }

    /// Why this kind of fault cannot stand for the scenario's own; empty where it can.
    static Optional<String> inTheWay(Scenario scenario, FleetFault kind) {
        if (kind.scope() != FleetFault.Scope.TARGET && kind.scope() != FleetFault.Scope.ACCOUNT) {
            return Optional.of(
                    "--fault takes what goes wrong with targets and accounts, and %s is not of those; they are: %s"
                            .formatted(kind.label(), String.join(", ", FleetFault.ofTargets())));
        }
        return scenario.strikesTargets()
                ? Optional.empty()
                : Optional.of(
                        "--fault replaces what goes wrong with a scenario's targets, and in %s nothing does; it is of: %s"
                                .formatted(scenario.label(), String.join(", ", Scenario.strikingTargets())));
    }

    /// @param kind replaces the scenario's own fault, if that strikes targets
    FleetPlan plan(Scenario scenario, long seed, @Nullable FleetFault kind) {
        FleetPlan plan = scenario.plan(
                seed,
                new FleetPlan.Shape(copies, each, scenario.warm(copies)),
                new ScenarioSize(rate, load(), tiers, accounts, hand, !shuffle && !untold),
                kind == FleetFault.BROWN_OUT);
        return withTraffic(plan)
                .with(plan.faults().stream()
                        .map(span -> changed(span, kind))
                        .map(this::struck)
                        .flatMap(span ->
                                span.kind() == FleetFault.DRAIN ? FullAlphabet.drains(span, plan) : Stream.of(span))
                        .distinct()
                        .toList())
                .longer(Duration.ofMinutes(faultMinutes).minus(Scenario.until().minus(Scenario.from())));
    }

    private FleetPlan withTraffic(FleetPlan plan) {
        return plan.withLoads(plan.loads().stream()
                .map(one -> one.at(rates().getOrDefault(one.tenant().id().value(), one.perSecond())))
                .toList());
    }

    private FaultSpan changed(FaultSpan span, @Nullable FleetFault kind) {
        if (kind == null || span.kind().scope() != FleetFault.Scope.TARGET) {
            return span.lasting(Duration.ofMinutes(faultMinutes));
        }
        String whom = kind.scope() == FleetFault.Scope.ACCOUNT ? span.whom().split("/", 2)[0] : span.whom();
        return new FaultSpan(kind, whom, Double.parseDouble(part()), span.from(), span.until())
                .lasting(Duration.ofMinutes(faultMinutes));
    }

    private FaultSpan struck(FaultSpan span) {
        return frame().filter(_ -> StruckFrame.isOf(span.kind())).map(span::at).orElse(span);
    }

    /// The variant that plays it.
    Variant variant(FleetPlan plan) {
        return shuffle ? new ShuffleWithCooldown(plan) : Variant.NONE;
    }

    /// The options as arguments, without defaults.
    @Override
    public String toString() {
        StringBuilder typed = new StringBuilder();
        add(typed, "--copies", copies, 100);
        add(typed, "--each", each, 1);
        add(typed, "--rate", number(rate), "33");
        add(typed, "--load", number(load()), number(USUAL_LOAD));
        add(typed, "--tiers", tiers, 2);
        add(typed, "--accounts", accounts, Scenario.ACCOUNTS);
        add(typed, "--hand", hand, 0);
        add(typed, "--fault-minutes", faultMinutes, 2);
        if (fault != null) {
            add(typed, "--fault", fault, "");
        }
        if (afterPieces != null) {
            add(typed, "--after-pieces", afterPieces, "");
        }
        rates().forEach((tenant, perSecond) -> add(typed, "--traffic", tenant + "=" + number(perSecond), ""));
        typed.append(untold ? " --untold" : "");
        return typed.append(shuffle ? " --shuffle" : "").toString();
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%s", value);
    }

    private static void add(StringBuilder typed, String name, Object value, Object usual) {
        if (!value.equals(usual)) {
            typed.append(' ').append(name).append(' ').append(value);
        }
    }
}
