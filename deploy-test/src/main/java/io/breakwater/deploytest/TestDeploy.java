package io.breakwater.deploytest;

import io.breakwater.deploytest.step.Cycle;
import io.breakwater.deploytest.world.OpenWorld;
import io.breakwater.deploytest.world.TestOptions;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.surface.ProjectVersion;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `scripts/test-deploy`: exit status 0 if every claim held, 1 if one did not, 2 if the test cannot begin.
@Command(
        name = "test-deploy",
        mixinStandardHelpOptions = true,
        version = ProjectVersion.TEXT,
        usageHelpAutoWidth = true)
final class TestDeploy implements Callable<Integer> {
    @Mixin
    private TestOptions options = new TestOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new TestDeploy())
                .setParameterExceptionHandler((wrong, _) -> refused(wrong))
                .setExecutionExceptionHandler((trouble, command, _) -> {
                    command.getErr().println("test-deploy: " + trouble.getMessage());
                    return CommandLine.ExitCode.USAGE;
                });
    }

    private static int refused(ParameterException wrong) {
        wrong.getCommandLine()
                .getErr()
                .println("test-deploy: " + wrong.getMessage() + "; scripts/test-deploy --help says more");
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public Integer call() throws Exception {
        Optional<String> problem = options.problem(System.getenv("AWS_ENDPOINT_URL"));
        if (problem.isPresent()) {
            throw new ParameterException(spec.commandLine(), problem.get());
        }
        ClaimReport report = new ClaimReport(spec.commandLine().getOut());
        try (OpenWorld open = OpenWorld.of(options)) {
            run(open.world(), report);
        }
        report.count();
        return report.good() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /// Resources that existed before the test are never removed: they belong to somebody.
    private void run(TestWorld world, ClaimReport report) throws InterruptedException {
        Runner runner = new Runner(report);
        if (runner.run(Cycle.beginning(), world) && !runner.run(Cycle.of(options), world) && !options.keep()) {
            new Sweep(report).of(world);
        }
    }
}
