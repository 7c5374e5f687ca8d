package io.breakwater.local;

import io.breakwater.local.demo.DemoCommand;
import io.breakwater.local.run.LocalCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line of the laptop's programs.
@Command(
        name = "breakwater",
        subcommands = {LocalCommand.class, DemoCommand.class})
public final class Main {

    public static void main(String[] args) {
        int exit = new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((trouble, command, _) -> {
                    command.getErr().println(trouble.getMessage());
                    return command.getCommandSpec().exitCodeOnExecutionException();
                })
                .execute(args);
        System.exit(exit);
    }
}
