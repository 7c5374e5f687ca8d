package io.breakwater.cleanup.run;

import io.breakwater.cleanup.own.OwnStack;
import io.breakwater.cleanup.plan.RemovalPlan;
import io.breakwater.cleanup.plan.Scan;
import io.breakwater.cleanup.plan.Subject;
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
@Command(name = "plan", mixinStandardHelpOptions = true, description = "Writes down what apply would remove.")
final class PlanCommand implements Callable<Integer> {
    private final Subject subject;
    private final Ground.Opening opening;
    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final Options options = new Options();

    @Option(names = "--out", paramLabel = "FILE", description = "Where to; without it a file in .breakwater/.")
    private @Nullable Path out;

    PlanCommand(Subject subject, Ground.Opening opening, InstantSource clock) {
        this.subject = subject;
        this.opening = opening;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Words words = new Words(spec.commandLine(), options.json());
        return switch (opening.open(options)) {
            case Ground.Refused(String why) -> words.refused(why, Exit.UNREADABLE);
            case Ground.Open open -> plan(open, words);
        };
    }

    private int plan(Ground.Open open, Words words) {
        try (open) {
            Scan scan = open.cloud().scan();
            if (!scan.unreadable().isEmpty()) {
                words.say(Reports.of(subject, options.environment(), scan));
                return Exit.UNREADABLE;
            }
            Optional<OwnStack> changing =
                    scan.stacks().stream().filter(OwnStack::changing).findFirst();
            return changing.map(stack -> words.refused(beingChanged(stack), Exit.LEFT))
                    .orElseGet(() -> write(RemovalPlan.of(open.naming(), scan, clock.instant()), scan, words));
        }
    }

    private int write(RemovalPlan plan, Scan scan, Words words) {
        if (inUse(plan, scan)) {
            words.say(Reports.of(subject, plan.environment(), scan));
            words.progress("stacks stand wherever there is a bootstrap: no plan was written");
            return Exit.LEFT;
        }
        Path file = PlanFile.of(Optional.ofNullable(out), subject, plan.environment());
        PlanReport report = new PlanReport(subject, plan, scan, file);
        PlanFile.write(file, report.json());
        words.say(report);
        return Exit.WELL;
    }

    /// A bootstrap that others need everywhere is not to be had.
    private boolean inUse(RemovalPlan plan, Scan scan) {
        return subject == Subject.BOOTSTRAP
                && plan.items().isEmpty()
                && !scan.alive().isEmpty();
    }

    private static String beingChanged(OwnStack stack) {
        return "the stack %s in %s is being changed (%s): run this again when that has ended"
                .formatted(stack.name(), stack.place(), stack.status());
    }
}
