package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.ListingCommand;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/// A command that lists all resources of every owner: it runs before the first deploy and after the
/// last clean-up.
///
/// @param inventory the command
/// @param noted keeps the first answer for the second step
record InventoryNoted(ListingCommand inventory, Noted noted) implements DeployStep {
    /// The resources before the first deploy.
    public static final class Noted {
        private Set<String> lines = Set.of();
    }

    /// The step that compares with the result of this one.
    public DeployStep unchanged() {
        return new Unchanged(inventory, noted);
    }

    @Override
    public String claim() {
        return "what exists before the first deploy is noted";
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
            return "what exists at the end is what existed before the first deploy";
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
