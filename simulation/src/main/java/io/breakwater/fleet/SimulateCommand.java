package io.breakwater.fleet;

import io.breakwater.surface.NearestText;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `scripts/simulate SCENARIO`: a fleet of the real gateway in virtual time, and what became of its requests. It exits
/// 0 if every property held, 1 if one did not, and 2 for bad use.
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = "Plays a scenario with a fleet of the real gateway's copies in virtual time.")
final class SimulateCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "SCENARIO", description = "What goes wrong.")
    String scenario = "";

    @Option(names = "--copies", defaultValue = "100", description = "Copies of the gateway at most (default 100).")
    int copies;

    @Option(names = "--each", defaultValue = "1", description = "Requests that a copy serves at once (default 1).")
    int each;

    @Option(names = "--rate", defaultValue = "33", description = "Requests per second of all tenants (default 33).")
    double rate;

    @Option(names = "--seeds", defaultValue = "1", description = "How many seeds to play (default 1).")
    int seeds;

    @Option(names = "--first-seed", defaultValue = "1", description = "The first of them (default 1).")
    long firstSeed;

    @Option(names = "--json", description = "Prints one JSON object for each seed.")
    boolean json;

    @Spec
    CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        System.exit(new CommandLine(new SimulateCommand()).execute(args));
    }

    @Override
    public Integer call() {
        require(copies >= 1 && copies <= 1_000, "--copies must be 1 to 1000, got " + copies);
        require(each >= 1 && each <= 10_000, "--each must be 1 to 10000, got " + each);
        require(rate > 0 && rate <= 10_000, "--rate must be above 0 and at most 10000 per second, got " + rate);
        require(seeds >= 1, "--seeds must be at least 1, got " + seeds);
        Scenario played = Scenario.of(scenario).orElseThrow(() -> unknown(scenario));
        boolean held = true;
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            held &= play(played, seed);
        }
        return held ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private boolean play(Scenario played, long seed) {
        FleetPlan plan = played.plan(seed, new FleetPlan.Shape(copies, each, Math.min(copies, 300)), rate);
        FleetWorld world = new FleetRun(plan, Variant.NONE, 0).play();
        PrintWriter out = spec.commandLine().getOut();
        Scorecard card = new Scorecard(played, plan, world);
        out.println(json ? card.json() : card.text());
        out.flush();
        return world.findings().broken().isEmpty();
    }

    private ParameterException unknown(String name) {
        List<String> names = Scenario.labels();
        String nearest = NearestText.to(name, names)
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
        return new ParameterException(
                spec.commandLine(),
                name.isEmpty()
                        ? "name a scenario: " + String.join(", ", names)
                        : "there is no scenario '%s'%s There are: %s"
                                .formatted(name, nearest, String.join(", ", names)));
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
