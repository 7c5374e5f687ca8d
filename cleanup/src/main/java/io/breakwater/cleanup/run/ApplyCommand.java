package io.breakwater.cleanup.run;

import io.breakwater.call.Pause;
import io.breakwater.cleanup.plan.ApplyRequest;
import io.breakwater.cleanup.plan.PlanCheck;
import io.breakwater.cleanup.plan.PlanRunner;
import io.breakwater.cleanup.plan.PlanRunner.Applied;
import io.breakwater.cleanup.plan.PlanSubject;
import io.breakwater.cleanup.plan.RecentTraffic;
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

/// `apply`: removes exactly what a plan lists.
@Command(name = "apply", description = "Removes exactly what a plan lists.")
final class ApplyCommand implements Callable<Integer> {
    private final PlanSubject subject;
    private final CleanupAccess.Opening opening;
    private final InstantSource clock;
    private final Pause pause;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final CleanupOptions options = new CleanupOptions();

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "The plan; default: the file that plan writes by default.")
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
            description = "How many things may be removed; " + ApplyRequest.USUAL_MOST + " without it.")
    private int most = ApplyRequest.USUAL_MOST;

    ApplyCommand(PlanSubject subject, CleanupAccess.Opening opening, InstantSource clock, Pause pause) {
        this.subject = subject;
        this.opening = opening;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public Integer call() throws InterruptedException {
        CommandOutput output = new CommandOutput(spec.commandLine(), options.json());
        Path from = PlanFile.of(Optional.ofNullable(file), subject, options.environment());
        RemovalPlan plan;
        try {
            plan = PlanFile.read(from);
        } catch (IllegalArgumentException unusable) {
            return output.refused("cannot use the plan " + from + ": " + unusable.getMessage(), Exit.LEFT);
        }
        return apply(plan, output);
    }

    private int apply(RemovalPlan plan, CommandOutput output) throws InterruptedException {
        return switch (opening.open(options)) {
            case CleanupAccess.Refused(String why) -> output.refused(why, Exit.UNREADABLE);
            case CleanupAccess.Open open -> apply(open, plan, output);
        };
    }

    private int apply(CleanupAccess.Open open, RemovalPlan plan, CommandOutput output) throws InterruptedException {
        try (open) {
            PlanCheck planCheck = new PlanCheck(plan, order(open));
            Optional<String> refusal = planCheck.refusal(clock.instant());
            return refusal.isPresent() ? output.refused(refusal.get(), Exit.LEFT) : through(planCheck, open, output);
        }
    }

    private int through(PlanCheck planCheck, CleanupAccess.Open open, CommandOutput output)
            throws InterruptedException {
        Scan scan = open.cloud().scan();
        if (!scan.unreadable().isEmpty()) {
            output.say(Reports.of(subject, options.environment(), scan));
            return Exit.UNREADABLE;
        }
        return switch (planCheck.against(scan, traffic(planCheck, open, output))) {
            case PlanCheck.Closed(String why) -> output.refused(why, Exit.LEFT);
            case PlanCheck.Open(var present, var gone) -> {
                Applied applied =
                        new PlanRunner(open.cloud(), pause, output::progress).apply(new PlanCheck.Open(present, gone));
                output.say(new AppliedReport(subject, options.environment(), applied));
                yield exit(applied);
            }
        };
    }

    /// Traffic matters only in a guarded environment; a missing metric is reported, as it may mean that
    /// requests are not counted.
    private static RecentTraffic traffic(PlanCheck planCheck, CleanupAccess.Open open, CommandOutput output) {
        if (!planCheck.order().guarded()) {
            return new RecentTraffic.NoMetric();
        }
        RecentTraffic traffic = open.cloud().traffic();
        switch (traffic) {
            case RecentTraffic.NoMetric _ ->
                output.progress("CloudWatch has counted no request in the last 15 minutes");
            case RecentTraffic.Unreadable(String reason) ->
                output.progress("the API's traffic cannot be read: " + reason);
            case RecentTraffic.Seen(long requests) -> output.progress("requests in the last 15 minutes: " + requests);
        }
        return traffic;
    }

    private ApplyRequest order(CleanupAccess.Open open) {
        return new ApplyRequest(open.naming(), open.protection(), subject, yes, understood, most);
    }

    private static int exit(Applied applied) {
        int left = applied.done() ? Exit.WELL : Exit.LEFT;
        return applied.after().unreadable().isEmpty() ? left : Exit.UNREADABLE;
    }
}
