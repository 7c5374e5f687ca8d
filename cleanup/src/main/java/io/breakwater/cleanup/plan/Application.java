package io.breakwater.cleanup.plan;

import io.breakwater.call.Pause;
import io.breakwater.cleanup.own.Found;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Applies a plan that passed its [Gate]: removes one resource after the other, goes on after one that would not go,
/// and looks at everything once more at the end.
///
/// @param progress told of each step, for people
public record Application(Cloud cloud, Pause pause, Consumer<String> progress) {
    /// Lists of some services show for a few seconds what is deleted already.
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private static final int LOOKS = 3;

    /// What became of a plan.
    ///
    /// @param kept what AWS keeps all the same, and until when
    /// @param failed what would not go, and why
    /// @param after what was seen in the end
    public record Applied(
            List<Found> removed, List<PlanItem> gone, List<String> kept, List<String> failed, Scan after) {

        /// Whether the plan is done and the second look found no stray.
        public boolean done() {
            return failed.isEmpty() && after.nothingStray();
        }
    }

    public Applied apply(Gate.Open open) throws InterruptedException {
        List<Found> removed = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (Found found : open.present()) {
            try {
                cloud.remove(found).ifPresent(kept::add);
                removed.add(found);
                progress.accept("removed " + called(found));
            } catch (RemovalException refused) {
                failed.add(called(found) + ": " + refused.getMessage());
                progress.accept("could not remove " + called(found) + ": " + refused.getMessage());
            }
        }
        return new Applied(removed, open.gone(), kept, failed, secondLook(removed));
    }

    private Scan secondLook(List<Found> removed) throws InterruptedException {
        Scan scan = cloud.scan();
        for (int look = 1; look < LOOKS && stillShown(scan, removed); look++) {
            pause.pause(SETTLING);
            scan = cloud.scan();
        }
        return scan;
    }

    private static boolean stillShown(Scan scan, List<Found> removed) {
        return scan.own().stream().anyMatch(own -> removed.contains(own.found()));
    }

    private static String called(Found found) {
        return found.kind().label() + " " + (found.name().isEmpty() ? found.id() : found.name()) + " in "
                + found.place();
    }
}
