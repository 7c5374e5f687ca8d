package io.breakwater.cleanup.run;

import io.breakwater.adapters.config.ConfigFolder;
import io.breakwater.call.Pause;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line of the clean-up. It exits 0 if all is well, 1 if something is left or was refused, and 2 if a
/// place could not be read or for bad use.
@Command(name = "cleanup")
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        InstantSource clock = InstantSource.system();
        System.exit(commandLine(new AwsGround(ConfigFolder.ofProject(), clock), clock, Thread::sleep)
                .execute(args));
    }

    static CommandLine commandLine(Ground.Opening opening, InstantSource clock, Pause pause) {
        return new CommandLine(new Main())
                .addSubcommand(new PlanCommand(opening, clock))
                .addSubcommand(new ApplyCommand(opening, clock, pause))
                .addSubcommand(new VerifyCommand(opening))
                .setExecutionExceptionHandler((trouble, command, _) -> {
                    command.getErr().println(trouble.getMessage());
                    return Exit.UNREADABLE;
                });
    }
}
