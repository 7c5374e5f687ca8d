package io.breakwater.cleanup.run;

import io.breakwater.cleanup.plan.Scan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `verify`: says whether anything is left of an environment.
@Command(name = "verify", description = "Says whether anything is left.")
final class VerifyCommand implements Callable<Integer> {
    private final CleanupAccess.Opening opening;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final CleanupOptions options = new CleanupOptions();

    VerifyCommand(CleanupAccess.Opening opening) {
        this.opening = opening;
    }

    @Override
    public Integer call() {
        CommandOutput output = new CommandOutput(spec.commandLine(), options.json());
        return switch (opening.open(options)) {
            case CleanupAccess.Refused(String why) -> output.refused(why, Exit.UNREADABLE);
            case CleanupAccess.Open open -> verify(open, output);
        };
    }

    private int verify(CleanupAccess.Open open, CommandOutput output) {
        try (open) {
            Scan scan = open.cloud().scan();
            output.say(new ScanReport(options.environment(), scan));
            return exit(scan);
        }
    }

    private static int exit(Scan scan) {
        int left = scan.nothingLeft() ? Exit.WELL : Exit.LEFT;
        return scan.unreadable().isEmpty() ? left : Exit.UNREADABLE;
    }
}
