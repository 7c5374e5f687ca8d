package io.breakwater.cleanup.run;

import io.breakwater.call.Pause;
import io.breakwater.cleanup.plan.Application;
import io.breakwater.cleanup.plan.Application.Applied;
import io.breakwater.cleanup.plan.Gate;
import io.breakwater.cleanup.plan.Order;
import io.breakwater.cleanup.plan.RemovalPlan;
import io.breakwater.cleanup.plan.Scan;
import io.breakwater.cleanup.plan.Subject;
import io.breakwater.cleanup.plan.Traffic;
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

/// `apply`: removes exactly what a plan lists.
@Command(name = "apply", mixinStandardHelpOptions = true, description = "Removes exactly what a plan lists.")
final class ApplyCommand implements Callable<Integer> {
    private final Subject subject;
    private final Ground.Opening opening;
    private final InstantSource clock;
    private final Pause pause;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final Options options = new Options();

    @Option(names = "--plan", paramLabel = "FILE", description = "The plan; without it where plan writes by itself.")
    private @Nullable Path file;

    @Option(
            names = "--yes",
            paramLabel = "ACCOUNT/REGION/ENV",
            description = "The gateway's account and Region and the environment, typed out.")
    private String yes = "";

    @Option(
            names = "--i-understand",
            paramLabel = "WORDS",
            description = "Typed out as well: prod-ACCOUNT in prod; shared for the CDK's bootstrap.")
    private String understood = "";

    @Option(
            names = "--most",
            paramLabel = "N",
            description = "How many things may be removed; " + Order.USUAL_MOST + " without it.")
    private int most = Order.USUAL_MOST;

    ApplyCommand(Subject subject, Ground.Opening opening, InstantSource clock, Pause pause) {
        this.subject = subject;
        this.opening = opening;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public Integer call() throws InterruptedException {
        Words words = new Words(spec.commandLine(), options.json());
        Path from = PlanFile.of(Optional.ofNullable(file), subject, options.environment());
        RemovalPlan plan;
        try {
            plan = PlanFile.read(from);
        } catch (IllegalArgumentException unusable) {
            return words.refused("cannot use the plan " + from + ": " + unusable.getMessage(), Exit.LEFT);
        }
        return apply(plan, words);
    }

    private int apply(RemovalPlan plan, Words words) throws InterruptedException {
        return switch (opening.open(options)) {
            case Ground.Refused(String why) -> words.refused(why, Exit.UNREADABLE);
            case Ground.Open open -> apply(open, plan, words);
        };
    }

    private int apply(Ground.Open open, RemovalPlan plan, Words words) throws InterruptedException {
        try (open) {
            Gate gate = new Gate(plan, order(open));
            Optional<String> refusal = gate.refusal(clock.instant());
            return refusal.isPresent() ? words.refused(refusal.get(), Exit.LEFT) : through(gate, open, words);
        }
    }

    private int through(Gate gate, Ground.Open open, Words words) throws InterruptedException {
        Scan scan = open.cloud().scan();
        if (!scan.unreadable().isEmpty()) {
            words.say(Reports.of(subject, options.environment(), scan));
            return Exit.UNREADABLE;
        }
        return switch (gate.against(scan, traffic(gate, open, words))) {
            case Gate.Closed(String why) -> words.refused(why, Exit.LEFT);
            case Gate.Open(var present, var gone) -> {
                Applied applied =
                        new Application(open.cloud(), pause, words::progress).apply(new Gate.Open(present, gone));
                words.say(new AppliedReport(subject, options.environment(), applied));
                yield exit(applied);
            }
        };
    }

    /// Traffic matters where people depend on it; that there is no metric is said, as it may mean that nobody counts.
    private static Traffic traffic(Gate gate, Ground.Open open, Words words) {
        if (!gate.order().guarded()) {
            return new Traffic.NoMetric();
        }
        Traffic traffic = open.cloud().traffic();
        switch (traffic) {
            case Traffic.NoMetric _ -> words.progress("CloudWatch has counted no request in the last 15 minutes");
            case Traffic.Unreadable(String reason) -> words.progress("the API's traffic cannot be read: " + reason);
            case Traffic.Seen(long requests) -> words.progress("requests in the last 15 minutes: " + requests);
        }
        return traffic;
    }

    private Order order(Ground.Open open) {
        return new Order(open.naming(), open.protection(), subject, yes, understood, most);
    }

    private static int exit(Applied applied) {
        int left = applied.done() ? Exit.WELL : Exit.LEFT;
        return applied.after().unreadable().isEmpty() ? left : Exit.UNREADABLE;
    }
}
