package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.ListingCommand;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/// A command that lists everything, whoever made it: asked before the first deploy and after the last clean-up.
///
/// @param inventory the command
/// @param noted where the first answer is kept for the second step to compare
record InventoryNoted(ListingCommand inventory, Noted noted) implements DeployStep {
    /// What was there at first.
    public static final class Noted {
        private Set<String> lines = Set.of();
    }

    /// The step that compares with what this one notes.
    public DeployStep unchanged() {
        return new Unchanged(inventory, noted);
    }

    @Override
    public String claim() {
        return "what is there before the first deploy is noted";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        noted.lines = list(inventory, world);
    }

    private static Set<String> list(ListingCommand inventory, TestWorld world)
            throws Unshown, IOException, InterruptedException {
        Set<String> lines = inventory.lines(world);
        Unshown.unless(!lines.isEmpty(), "the inventory is empty");
        return lines;
    }

    private record Unchanged(ListingCommand inventory, Noted noted) implements DeployStep {
        @Override
        public String claim() {
            return "what is there at the end is what was there before the first deploy";
        }

        @Override
        public void show(TestWorld world) throws Exception {
            Set<String> now = list(inventory, world);
            Set<String> more = new TreeSet<>(now);
            more.removeAll(noted.lines);
            Set<String> less = new TreeSet<>(noted.lines);
            less.removeAll(now);
            Unshown.unless(more.isEmpty() && less.isEmpty(), "more: " + more + "; less: " + less);
        }
    }
}
