package io.breakwater.fleet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.surface.NearestText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// `scripts/simulate`: a fleet of the real gateway in virtual time, and the results of its requests. It
/// exits with 0 if every property held, 1 if one did not, and 2 for bad use.
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        versionProvider = FleetVersion.Provider.class,
        usageHelpAutoWidth = true,
        description =
                "Plays scenarios and schedules of faults with a fleet of the real gateway's copies, in virtual time.")
final class SimulateCommand implements Callable<Integer> {
    private static final CalmRun CALM = new CalmRun();
    private static final int HISTORY_LINES = 100_000;

    /// In both directions: what `--replay` takes.
    private static final long LARGEST_SEED = 999_999_999_999_999_999L;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SCENARIO",
            description = "The scenario; without one, schedules of faults are drawn from the seeds.")
    @Nullable
    String scenario;

    @Mixin
    ScenarioOptions options = new ScenarioOptions();

    @Mixin
    WhatIfCommand whatIf = new WhatIfCommand();

    @Option(names = "--seeds", defaultValue = "1", description = "How many seeds to play (1).")
    int seeds;

    @Option(names = "--first-seed", defaultValue = "1", description = "The first seed (1).")
    long firstSeed;

    @Option(
            names = "--replay",
            paramLabel = "SEED@VERSION",
            description = "Plays the one seed again and prints its history, if this is the version that played it.")
    @Nullable
    String replay;

    @Option(names = "--shrink", description = "Leaves out faults and tenants as long as a property is still violated.")
    boolean shrink;

    @Mixin
    PlanPart part = new PlanPart();

    /// What is played unless `--shuffle` is asked for; tests play planted bugs.
    Variant gateway = Variant.NONE;

    @Option(names = "--beside-calm", description = "Also plays each seed without its faults, for comparison.")
    boolean besideCalm;

    @Option(names = "--json", description = "Prints one JSON object for each seed, or for the environment.")
    boolean json;

    @Spec
    CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new SimulateCommand());
        line.getCommandSpec().usageMessage().footer("Kinds of --fault: " + String.join(", ", FleetFault.ofTargets()));
        return line.setParameterExceptionHandler((wrong, _) -> refused(wrong));
    }

    private static int refused(ParameterException wrong) {
        PrintWriter err = wrong.getCommandLine().getErr();
        err.println(wrong.getMessage() + nearestOption(wrong));
        err.println("scripts/simulate --help lists the options.");
        err.flush();
        return ExitCode.USAGE;
    }

    private static String nearestOption(ParameterException wrong) {
        return wrong instanceof UnmatchedArgumentException unknown && unknown.isUnknownOption()
                ? NearestText.hint(
                        unknown.getUnmatched().getFirst(),
                        unknown.getCommandLine().getCommandSpec().optionsMap().keySet())
                : "";
    }

    @Override
    public Integer call() {
        if (whatIf.isAsked()) {
            return whatIf();
        }
        options.problems().forEach(problem -> require(false, problem));
        require(seeds >= 1, "--seeds must be at least 1, got " + seeds);
        require(
                firstSeed >= -LARGEST_SEED && firstSeed <= LARGEST_SEED,
                "--first-seed must be %d to %d, got %d".formatted(-LARGEST_SEED, LARGEST_SEED, firstSeed));
        require(scenario != null || options.traffic.isEmpty(), "--traffic is of a scenario or of --config: name one");
        if (scenario == null) {
            notTogether(
                    ScenarioOptions.NAMES,
                    "is of a scenario, and schedules draw that from their seeds: name a scenario, or leave it out");
        }
        require(
                !besideCalm || !plan(firstSeed).faults().isEmpty(),
                "--beside-calm plays the same without faults, and %s has none: leave it out".formatted(played()));
        notBoth("--shrink", "--shuffle", "changes nothing with --shuffle, whose results about properties do not count");
        notBoth("--shrink", "--json", "tells what is left in words, which --json does not print");
        String version = FleetVersion.current().text();
        if (replay != null) {
            notTogether(
                    List.of("--seeds", "--first-seed", "--shrink", "--beside-calm", "--json"),
                    "is not of --replay, which plays one seed with its history: leave it out");
            return replayed(replay, version);
        }
        notTogether(PlanPart.NAMES, "is of --replay: name the seed and its version, or leave it out");
        SeedsTally tally = new SeedsTally(seeds);
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            play(plan(seed), version, tally);
        }
        if (seeds > 1 && !json) {
            say(tally.text());
        }
        return tally.heldAll() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private int whatIf() {
        if (whatIf.config == null) {
            notTogether(WhatIfCommand.NAMES, "is of --config: name an environment's file, or leave it out");
        }
        require(scenario == null, "--config plays the environment's own traffic: leave out the scenario, " + scenario);
        require(
                replay == null,
                "--replay is of a schedule or a scenario; with --config the same --first-seed plays the same");
        require(seeds == 1, "--config plays one seed, --first-seed: leave out --seeds, got " + seeds);
        notTogether(ScenarioOptions.NAMES, "is of a scenario, and --config says what is played: leave it out");
        notTogether(List.of("--shrink", "--beside-calm"), "is not of --config: leave it out");
        try {
            WhatIfCard card = whatIf.play(options.traffic, firstSeed);
            say(json ? card.json().toString() : card.text());
            return ExitCode.OK;
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private String played() {
        return scenario == null ? "the schedule of seed " + firstSeed : scenario;
    }

    private void notBoth(String name, String other, String why) {
        if (spec.commandLine().getParseResult().hasMatchedOption(other)) {
            notTogether(List.of(name), why + ": leave it out");
        }
    }

    /// What has been typed and would change nothing.
    private void notTogether(List<String> names, String why) {
        CommandLine.ParseResult typed = spec.commandLine().getParseResult();
        names.stream().filter(typed::hasMatchedOption).forEach(name -> require(false, name + " " + why));
    }

    private FleetPlan plan(long seed) {
        String name = scenario;
        if (name == null) {
            return Schedules.of(seed);
        }
        Scenario played = Scenario.of(name).orElseThrow(() -> unknown("scenario", name, Scenario.labels()));
        FleetFault fault = instead();
        if (fault != null) {
            ScenarioOptions.inTheWay(played, fault).ifPresent(why -> require(false, why));
        }
        FleetPlan plan = options.plan(played, seed, fault);
        List<String> tenants =
                plan.loads().stream().map(load -> load.tenant().id().value()).toList();
        options.rates().forEach((tenant, perSecond) -> {
            if (!tenants.contains(tenant)) {
                throw unknown("tenant", tenant, tenants);
            }
            require(perSecond >= 0, "the rate of %s must be 0 or more per second, got %s".formatted(tenant, perSecond));
        });
        require(
                options.afterPieces == null
                        || plan.faults().stream().map(FaultSpan::kind).anyMatch(StruckFrame::isOf),
                "--after-pieces says where streams break, and none of %s does: give it a --fault that breaks them, %s"
                        .formatted(name, String.join(", ", StruckFrame.labels())));
        ScenarioOptions.wrongNumber(plan).ifPresent(why -> require(false, why));
        return plan;
    }

    private @Nullable FleetFault instead() {
        String kind = options.kind();
        return kind == null ? null : FleetFault.of(kind).orElseThrow(() -> unknown("fault", kind, FleetFault.labels()));
    }

    /// The card of a scenario with these arguments, as `--json` prints it.
    static ObjectNode card(String typed, long seed) {
        CommandLine line = commandLine();
        line.parseArgs(typed.split(" "));
        SimulateCommand command = line.getCommand();
        FleetPlan plan = command.plan(seed);
        FleetWorld world = command.played(plan, 0);
        Optional<FleetWorld> calm = command.besideCalm && !command.options.shuffle
                ? Optional.of(CALM.of(plan.with(List.of()), without -> command.played(without, 0)))
                : command.calm(plan);
        return command.card(plan, world, calm, FleetVersion.current().text()).json();
    }

    private Optional<FleetWorld> calm(FleetPlan plan) {
        return besideCalm ? Optional.of(played(plan.with(List.of()), 0)) : Optional.empty();
    }

    private void play(FleetPlan plan, String version, SeedsTally tally) {
        FleetWorld world = played(plan, 0);
        Optional<FleetWorld> calm = calm(plan);
        boolean held = options.shuffle || world.findings().broken().isEmpty();
        tally.add(world, held);
        if (json) {
            say(card(plan, world, calm, version).json().toString());
        } else if (scenario != null || seeds == 1 || !held) {
            say(card(plan, world, calm, version).text());
        }
        if (!held && !json) {
            tellWhy(plan, world.findings().broken().getFirst(), version);
        }
        if (scenario == null && !json) {
            tally.progress().ifPresent(this::tellProgress);
        }
    }

    /// Beside what is printed, which a schedule does only if it broke something.
    private void tellProgress(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    private FleetWorld played(FleetPlan plan, int lines) {
        return new FleetRun(plan, options.shuffle ? options.variant(plan) : gateway, lines).play();
    }

    private Scorecard card(FleetPlan plan, FleetWorld world, Optional<FleetWorld> calm, String version) {
        return new Scorecard(typed(), plan, world, calm, version);
    }

    private void tellWhy(FleetPlan plan, FleetFindings.Broken broken, String version) {
        if (!shrink) {
            say(BrokenHistory.of(plan, gateway, broken));
            return;
        }
        FleetPlan small = Shrinking.shrunk(plan, gateway, broken.property());
        PlanPart left = PlanPart.of(plan, small);
        say("  left of it: %d of %d tenants and %d of %d faults still break %s"
                .formatted(
                        small.loads().size(),
                        plan.loads().size(),
                        small.faults().size(),
                        plan.faults().size(),
                        broken.property()));
        small.loads().forEach(load -> say("    " + load.tenant().id().value()));
        small.faults().forEach(fault -> say("    " + fault.text()));
        say("  that alone again:         scripts/simulate %s"
                .formatted("%s --replay %d@%s%s"
                        .formatted(typed(), plan.seed(), version, left.typed())
                        .strip()));
        played(small, 0).findings().broken().stream()
                .filter(again -> again.property() == broken.property())
                .findFirst()
                .ifPresent(again -> say(BrokenHistory.of(small, gateway, again)));
    }

    private String typed() {
        return scenario == null ? "" : scenario + options;
    }

    private int replayed(String asked, String version) {
        String[] parts = asked.split("@", 2);
        require(
                parts.length == 2 && parts[0].matches("-?\\d{1,18}") && !parts[1].isBlank(),
                "--replay takes SEED@VERSION, got " + asked);
        if (!parts[1].equals(version)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the seed was played by version %s, this is version %s: the same seed is another run here; replay it with the sources of that version, whose commit stands beside it in docs/reliability.md if it was recorded"
                            .formatted(parts[1], version));
        }
        FleetPlan whole = plan(Long.parseLong(parts[0]));
        part.problem(whole).ifPresent(problem -> require(false, problem));
        FleetPlan plan = part.of(whole);
        FleetWorld world = played(plan, HISTORY_LINES);
        world.trace().lines().forEach(this::say);
        say(card(plan, world, Optional.empty(), version + part.typed()).text());
        return world.findings().broken().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private ParameterException unknown(String what, String name, List<String> names) {
        return new ParameterException(
                spec.commandLine(),
                "there is no %s '%s'%s; there are: %s"
                        .formatted(what, name, nearest(name, names), String.join(", ", names)));
    }

    private static String nearest(String name, List<String> names) {
        return NearestText.to(name, names)
                .map(near -> ", the nearest is " + near)
                .orElse("");
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
