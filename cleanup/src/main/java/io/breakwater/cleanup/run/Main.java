package io.breakwater.cleanup.run;

import io.breakwater.call.Pause;
import io.breakwater.cleanup.plan.Subject;
import io.breakwater.config.ConfigFolder;
import java.time.InstantSource;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line of the clean-up. It exits 0 if all is well, 1 if something is left or was refused, and 2 if a
/// place could not be read or for bad use.
@Command(name = "cleanup")
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        InstantSource clock = InstantSource.system();
        ConfigFolder config = ConfigFolder.ofProject();
        System.exit(commandLine(subject -> new AwsGround(config, subject, clock), clock, Thread::sleep)
                .execute(args));
    }

    static CommandLine commandLine(Function<Subject, Ground.Opening> grounds, InstantSource clock, Pause pause) {
        Ground.Opening environment = grounds.apply(Subject.ENVIRONMENT);
        Ground.Opening toolkits = grounds.apply(Subject.BOOTSTRAP);
        CommandLine bootstrap = new CommandLine(new BootstrapCommand())
                .addSubcommand(new PlanCommand(Subject.BOOTSTRAP, toolkits, clock))
                .addSubcommand(new ApplyCommand(Subject.BOOTSTRAP, toolkits, clock, pause));
        return new CommandLine(new Main())
                .addSubcommand(new PlanCommand(Subject.ENVIRONMENT, environment, clock))
                .addSubcommand(new ApplyCommand(Subject.ENVIRONMENT, environment, clock, pause))
                .addSubcommand(new VerifyCommand(environment))
                .addSubcommand(bootstrap)
                .setExecutionExceptionHandler((trouble, command, _) -> {
                    command.getErr().println(told(trouble));
                    return Exit.UNREADABLE;
                });
    }

    /// What went wrong, and why: each cause after what it caused.
    private static String told(Throwable trouble) {
        StringJoiner told = new StringJoiner(": ");
        for (Throwable each = trouble; each != null; each = each.getCause()) {
            told.add(Objects.requireNonNullElse(
                    each.getMessage(), each.getClass().getSimpleName()));
        }
        return told.toString();
    }
}
