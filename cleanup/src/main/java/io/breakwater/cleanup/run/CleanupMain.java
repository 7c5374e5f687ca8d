package io.breakwater.cleanup.run;

import io.breakwater.call.Pause;
import io.breakwater.cleanup.plan.PlanSubject;
import io.breakwater.config.ConfigFolder;
import io.breakwater.surface.ProjectVersion;
import java.time.InstantSource;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/// The command line of the clean-up. It exits 0 if all is well, 1 if something is left or was refused, and 2 if a
/// place could not be read or for bad use.
@Command(
        name = "cleanup",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        version = ProjectVersion.TEXT,
        usageHelpAutoWidth = true)
final class CleanupMain {

    private CleanupMain() {}

    public static void main(String[] args) {
        InstantSource clock = InstantSource.system();
        ConfigFolder config = ConfigFolder.ofProject();
        System.exit(commandLine(subject -> new AwsCleanupAccess(config, subject, clock), clock, Thread::sleep)
                .execute(args));
    }

    static CommandLine commandLine(
            Function<PlanSubject, CleanupAccess.Opening> access, InstantSource clock, Pause pause) {
        CleanupAccess.Opening environment = access.apply(PlanSubject.ENVIRONMENT);
        CleanupAccess.Opening toolkits = access.apply(PlanSubject.BOOTSTRAP);
        CommandLine bootstrap = new CommandLine(new BootstrapCleanupCommand())
                .addSubcommand(new PlanCommand(PlanSubject.BOOTSTRAP, toolkits, clock))
                .addSubcommand(new ApplyCommand(PlanSubject.BOOTSTRAP, toolkits, clock, pause));
        return new CommandLine(new CleanupMain())
                .addSubcommand(new PlanCommand(PlanSubject.ENVIRONMENT, environment, clock))
                .addSubcommand(new ApplyCommand(PlanSubject.ENVIRONMENT, environment, clock, pause))
                .addSubcommand(new VerifyCommand(environment))
                .addSubcommand(bootstrap)
                .setExecutionExceptionHandler((trouble, command, _) -> {
                    command.getErr().println(told(trouble));
                    return Exit.UNREADABLE;
                });
    }

    /// The error with its causes, each after its consequence.
    private static String told(Throwable trouble) {
        StringJoiner told = new StringJoiner(": ");
        for (Throwable each = trouble; each != null; each = each.getCause()) {
            told.add(Objects.requireNonNullElse(
                    each.getMessage(), each.getClass().getSimpleName()));
        }
        return told.toString();
    }
}
