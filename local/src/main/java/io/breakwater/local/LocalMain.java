package io.breakwater.local;

import io.breakwater.local.demo.LocalDemoCommand;
import io.breakwater.local.run.LocalCommand;
import io.breakwater.surface.ProjectVersion;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/// The command line of the local programs.
@Command(
        name = "breakwater",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        version = ProjectVersion.TEXT,
        usageHelpAutoWidth = true,
        subcommands = {LocalCommand.class, LocalDemoCommand.class})
public final class LocalMain {

    public static void main(String[] args) {
        Optional<String> objection = LeastHeap.objection(Runtime.getRuntime().maxMemory());
        if (objection.isPresent()) {
            System.err.println(objection.get());
            // An orderly exit needs memory as well.
            Runtime.getRuntime().halt(1);
        }
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new LocalMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((trouble, command, _) -> {
                    command.getErr().println(trouble.getMessage());
                    return command.getCommandSpec().exitCodeOnExecutionException();
                });
    }
}
