package io.breakwater.cleanup.plan;

import io.breakwater.call.Pause;
import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Applies a plan that passed its [PlanCheck]: removes one resource after the other, goes on after a
/// failure, and lists everything again at the end.
///
/// @param progress receives a line for each step, for people
public record PlanRunner(Cloud cloud, Pause pause, Consumer<String> progress) {
    /// Lists of some services still show deleted resources for a few seconds.
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private static final int LOOKS = 3;

    /// A logging setting that cannot be put back would be lost for good with the parameter that keeps it.
    private static final String NEEDED =
            "it is kept as long as Bedrock's invocation logging there, because it may store the previous setting";

    /// The result of applying a plan.
    ///
    /// @param kept what AWS nevertheless keeps, and until when
    /// @param failed what could not be removed, and why
    /// @param after what was seen in the end
    public record Applied(
            List<FoundResource> removed, List<PlanItem> gone, List<String> kept, List<String> failed, Scan after) {

        /// Whether the plan is done and the second look found no stray.
        public boolean done() {
            return failed.isEmpty() && after.nothingStray();
        }
    }

    public Applied apply(PlanCheck.Open open) throws InterruptedException {
        Run run = new Run();
        open.present().forEach(run::remove);
        return new Applied(run.removed, open.gone(), run.kept, run.failed, secondLook(run.removed));
    }

    /// The progress of a plan.
    private final class Run {
        private final List<FoundResource> removed = new ArrayList<>();
        private final List<String> kept = new ArrayList<>();
        private final List<String> failed = new ArrayList<>();
        private final Set<Place> notPutBack = new HashSet<>();

        private void remove(FoundResource found) {
            if (found.kind() == Kind.PARAMETER && notPutBack.contains(found.place())) {
                fail(found, NEEDED);
                return;
            }
            try {
                cloud.remove(found).ifPresent(kept::add);
                removed.add(found);
                progress.accept("removed " + called(found));
            } catch (RemovalException refused) {
                fail(found, String.valueOf(refused.getMessage()));
            }
        }

        private void fail(FoundResource found, String why) {
            failed.add(called(found) + ": " + why);
            progress.accept("could not remove " + called(found) + ": " + why);
            if (found.kind() == Kind.INVOCATION_LOGGING) {
                notPutBack.add(found.place());
            }
        }
    }

    private Scan secondLook(List<FoundResource> removed) throws InterruptedException {
        Scan scan = cloud.scan();
        for (int look = 1; look < LOOKS && stillShown(scan, removed); look++) {
            pause.pause(SETTLING);
            scan = cloud.scan();
        }
        return scan;
    }

    /// Compares fingerprints, as a protected resource now shows without its protection.
    private static boolean stillShown(Scan scan, List<FoundResource> removed) {
        Set<String> gone = removed.stream().map(FoundResource::fingerprint).collect(Collectors.toSet());
        return scan.own().stream().anyMatch(own -> gone.contains(own.found().fingerprint()));
    }

    private static String called(FoundResource found) {
        return found.kind().label() + " " + (found.name().isEmpty() ? found.id() : found.name()) + " in "
                + found.place();
    }
}
