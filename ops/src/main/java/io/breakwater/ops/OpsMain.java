package io.breakwater.ops;

import io.breakwater.ops.bootstrap.BootstrapCommand;
import io.breakwater.ops.costs.CostsCommand;
import io.breakwater.ops.demo.DeployedDemoCommand;
import io.breakwater.ops.diff.DiffCommand;
import io.breakwater.ops.diff.TenantsDiffCommand;
import io.breakwater.ops.doctor.CatalogueCommand;
import io.breakwater.ops.doctor.DoctorCommand;
import io.breakwater.surface.ProjectVersion;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/// The command line of operators' programs.
@Command(
        name = "breakwater",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        version = ProjectVersion.TEXT,
        usageHelpAutoWidth = true,
        subcommands = {
            BootstrapCommand.class,
            CatalogueCommand.class,
            CostsCommand.class,
            DiffCommand.class,
            DoctorCommand.class,
            DeployedDemoCommand.class,
            TenantsDiffCommand.class
        })
public final class OpsMain {

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /// A mistyped option is bad use anywhere, even where it could be read as another file of `--bill`.
    static CommandLine commandLine() {
        return new CommandLine(new OpsMain())
                .setUnmatchedOptionsAllowedAsOptionParameters(false)
                .setExecutionExceptionHandler((trouble, command, _) -> {
                    command.getErr().println(Objects.requireNonNullElse(trouble.getMessage(), trouble.toString()));
                    return command.getCommandSpec().exitCodeOnExecutionException();
                });
    }
}
