package io.breakwater.ops.bootstrap;

import io.breakwater.adapters.credentials.AccountAccess;
import io.breakwater.ops.account.AccountRegion;
import io.breakwater.ops.probe.AwsProbe;
import io.breakwater.ops.probe.Probe;
import io.breakwater.ops.probe.ProbeClients;
import io.breakwater.ops.probe.Reading;
import io.breakwater.ops.probe.Seen;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;

/// Looks at every place before anything is changed, says what it will do, and does it.
record Bootstrapping(
        String environment, AccountAccess access, SdkHttpClient http, BootstrapPlanner planner, PrintWriter out) {
    /// Each run of the CDK's CLI takes a core while it starts.
    private static final int AT_ONCE = 3;

    /// How many looks at a new role: IAM is eventually consistent, so a new role may not be visible yet
    /// ("Troubleshoot IAM", IAM User Guide).
    private static final int LOOKS = 30;

    private static final Duration BETWEEN = Duration.ofSeconds(2);
    private static final int QUOTED_LINES = 20;

    /// @param dryRun whether to stop after saying what it would do
    /// @return whether every place is as a deploy needs it, or would be
    boolean over(List<AccountRegion> places, boolean dryRun) throws IOException, InterruptedException {
        List<PlaceStep> steps =
                places.stream().map(place -> planner.step(place, probe(place))).toList();
        steps.forEach(step -> say("  " + step.text()));
        if (steps.stream().anyMatch(PlaceStep.Unclear.class::isInstance)) {
            say("nothing was changed: name a role that you may assume there in " + AccountAccess.ROLE_VARIABLE
                    + ", or run scripts/bootstrap " + environment + " ACCOUNT/REGION with credentials of that account");
            return false;
        }
        return dryRun || done(steps);
    }

    private Seen<Probe> probe(AccountRegion place) {
        try {
            return new Seen.There<>(new AwsProbe(new ProbeClients(http, access.to(place.account()), place.region())));
        } catch (SdkException refused) {
            return new Seen.Unreadable<>(
                    access.roleArn(place.account()) + " could not be assumed (" + Reading.sentence(refused) + ")");
        }
    }

    private boolean done(List<PlaceStep> steps) throws InterruptedException {
        List<Callable<Boolean>> jobs = steps.stream()
                .filter(PlaceStep.Make.class::isInstance)
                .map(PlaceStep.Make.class::cast)
                .<Callable<Boolean>>map(step -> () -> made(step))
                .toList();
        boolean good = true;
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Boolean> job : threads.invokeAll(jobs)) {
                good &= job.resultNow();
            }
        }
        if (good) {
            say("next: scripts/doctor " + environment);
        }
        return good;
    }

    private boolean made(PlaceStep.Make step) throws IOException, InterruptedException {
        Path root = Path.of(System.getProperty("breakwater.root", "")).toAbsolutePath();
        CdkCli cli = new CdkCli(root.resolve("node_modules/.bin/cdk"), root.resolve("target/bootstrap"));
        CdkCli.Ended ended =
                cli.bootstrap(step, access.to(step.place().account()).resolveCredentials());
        if (ended.exit() != 0) {
            say(failed(step.place(), ended.log()));
            return false;
        }
        Optional<String> closed = closed(step.place());
        say("  " + step.place() + "  "
                + closed.map(why -> "is bootstrapped, but cannot be entered: " + why)
                        .orElse("is bootstrapped"));
        return closed.isEmpty();
    }

    /// Why a deploy would not get in. Only the gateway's account is admitted, so only its credentials
    /// can tell.
    private Optional<String> closed(AccountRegion place) throws InterruptedException {
        if (!access.caller().equals(planner.home())) {
            return Optional.empty();
        }
        DeployRoles roles = new DeployRoles(access, http);
        Optional<String> closed = roles.closed(place);
        for (int look = 1; look < LOOKS && closed.isPresent(); look++) {
            Thread.sleep(BETWEEN);
            closed = roles.closed(place);
        }
        return closed;
    }

    private static String failed(AccountRegion place, Path log) throws IOException {
        List<String> lines = Files.readString(log).lines().toList();
        String last = String.join("\n    ", lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size()));
        return "  " + place + "  failed; all of the CDK's output is in " + log + "\n    " + last;
    }

    private synchronized void say(String line) {
        out.println(line);
        out.flush();
    }
}
