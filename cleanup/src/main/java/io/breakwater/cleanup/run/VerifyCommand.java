package io.breakwater.cleanup.run;

import io.breakwater.cleanup.plan.Scan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `verify`: says whether anything is left of an environment.
@Command(name = "verify", mixinStandardHelpOptions = true, description = "Says whether anything is left.")
final class VerifyCommand implements Callable<Integer> {
    private final Ground.Opening opening;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final Options options = new Options();

    VerifyCommand(Ground.Opening opening) {
        this.opening = opening;
    }

    @Override
    public Integer call() {
        Words words = new Words(spec.commandLine(), options.json());
        return switch (opening.open(options)) {
            case Ground.Refused(String why) -> words.refused(why, Exit.UNREADABLE);
            case Ground.Open open -> verify(open, words);
        };
    }

    private int verify(Ground.Open open, Words words) {
        try (open) {
            Scan scan = open.cloud().scan();
            words.say(new ScanReport(options.environment(), scan));
            return exit(scan);
        }
    }

    private static int exit(Scan scan) {
        int left = scan.nothingLeft() ? Exit.WELL : Exit.LEFT;
        return scan.unreadable().isEmpty() ? left : Exit.UNREADABLE;
    }
}
