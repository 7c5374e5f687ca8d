package io.breakwater.cleanup.run;

import io.breakwater.cleanup.own.OwnStack;
import io.breakwater.cleanup.plan.PlanSubject;
import io.breakwater.cleanup.plan.RemovalPlan;
import io.breakwater.cleanup.plan.Scan;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `plan`: writes down what `apply` would remove.
@Command(name = "plan", description = "Writes down what apply would remove.")
final class PlanCommand implements Callable<Integer> {
    private final PlanSubject subject;
    private final CleanupAccess.Opening opening;
    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final CleanupOptions options = new CleanupOptions();

    @Option(names = "--out", paramLabel = "FILE", description = "The file to write; default: one in .breakwater/.")
    private @Nullable Path out;

    PlanCommand(PlanSubject subject, CleanupAccess.Opening opening, InstantSource clock) {
        this.subject = subject;
        this.opening = opening;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        CommandOutput output = new CommandOutput(spec.commandLine(), options.json());
        return switch (opening.open(options)) {
            case CleanupAccess.Refused(String why) -> output.refused(why, Exit.UNREADABLE);
            case CleanupAccess.Open open -> plan(open, output);
        };
    }

    private int plan(CleanupAccess.Open open, CommandOutput output) {
        try (open) {
            Scan scan = open.cloud().scan();
            if (!scan.unreadable().isEmpty()) {
                output.say(Reports.of(subject, options.environment(), scan));
                return Exit.UNREADABLE;
            }
            Optional<OwnStack> changing =
                    scan.stacks().stream().filter(OwnStack::changing).findFirst();
            return changing.map(stack -> output.refused(beingChanged(stack), Exit.LEFT))
                    .orElseGet(() -> write(RemovalPlan.of(open.naming(), scan, clock.instant()), scan, output));
        }
    }

    private int write(RemovalPlan plan, Scan scan, CommandOutput output) {
        if (inUse(plan, scan)) {
            output.say(Reports.of(subject, plan.environment(), scan));
            output.progress("every place with a bootstrap has other stacks: no plan was written");
            return Exit.LEFT;
        }
        Path file = PlanFile.of(Optional.ofNullable(out), subject, plan.environment());
        PlanReport report = new PlanReport(subject, plan, scan, file);
        PlanFile.write(file, report.json());
        output.say(report);
        return Exit.WELL;
    }

    /// Whether the bootstrap is in use in all places, so that there is nothing to plan.
    private boolean inUse(RemovalPlan plan, Scan scan) {
        return subject == PlanSubject.BOOTSTRAP
                && plan.items().isEmpty()
                && !scan.alive().isEmpty();
    }

    private static String beingChanged(OwnStack stack) {
        return "the stack %s in %s is being changed (%s): run this again when that has ended"
                .formatted(stack.name(), stack.place(), stack.status());
    }
}
