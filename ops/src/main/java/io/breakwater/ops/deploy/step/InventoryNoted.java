package io.breakwater.ops.deploy.step;

import io.breakwater.ops.deploy.world.Children;
import io.breakwater.ops.deploy.world.Finished;
import io.breakwater.ops.deploy.world.Unshown;
import io.breakwater.ops.deploy.world.World;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A command that lists everything, whoever made it: asked before the first deploy and after the last clean-up.
///
/// @param command for `sh -c`
/// @param noted where the first answer is kept for the second step to compare
public record InventoryNoted(String command, Noted noted) implements Step {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /// What was there at first.
    public static final class Noted {
        private Set<String> lines = Set.of();
    }

    /// The step that compares with what this one notes.
    public Step unchanged() {
        return new Unchanged(command, noted);
    }

    @Override
    public String claim() {
        return "what is there before the first deploy is noted";
    }

    @Override
    public void show(World world) throws Exception {
        noted.lines = list(command, world);
    }

    private static Set<String> list(String command, World world) throws Unshown, IOException, InterruptedException {
        Finished finished = world.scripts()
                .children()
                .run(
                        new Children.Job(
                                "inventory",
                                List.of("sh", "-c", command),
                                world.scripts().root(),
                                Map.of()),
                        LONGEST);
        finished.mustSucceed("the inventory");
        Set<String> lines = new TreeSet<>(finished.output().lines().toList());
        Unshown.unless(!lines.isEmpty(), "the inventory is empty");
        return lines;
    }

    private record Unchanged(String command, Noted noted) implements Step {
        @Override
        public String claim() {
            return "what is there at the end is what was there before the first deploy";
        }

        @Override
        public void show(World world) throws Exception {
            Set<String> now = list(command, world);
            Set<String> more = new TreeSet<>(now);
            more.removeAll(noted.lines);
            Set<String> less = new TreeSet<>(noted.lines);
            less.removeAll(now);
            Unshown.unless(more.isEmpty() && less.isEmpty(), "more: " + more + "; less: " + less);
        }
    }
}
