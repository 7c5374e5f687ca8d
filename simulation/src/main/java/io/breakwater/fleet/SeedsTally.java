package io.breakwater.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What several seeds have shown together, for people.
final class SeedsTally {
    /// Seldom enough to be read, often enough to show that it goes on: a few seconds each.
    private static final int MOST_UNTOLD = 25;

    private static final int LINES = 10;

    private final int seeds;
    private final Map<String, Long> sights = new TreeMap<>();
    private final List<Long> broken = new ArrayList<>();
    private int played;

    /// @param seeds how many are played
    SeedsTally(int seeds) {
        this.seeds = seeds;
    }

    void add(FleetWorld world, boolean held) {
        played++;
        world.findings().sights().forEach((sight, times) -> sights.merge(sight, times, Long::sum));
        if (!held) {
            broken.add(world.plan().seed());
        }
    }

    boolean heldAll() {
        return broken.isEmpty();
    }

    /// How far it is, now and then.
    Optional<String> progress() {
        int step = Math.clamp(seeds / LINES, 1, MOST_UNTOLD);
        return played % step == 0 && played < seeds
                ? Optional.of("%,d of %,d seeds played, %s".formatted(played, seeds, brokenSeeds()))
                : Optional.empty();
    }

    private String brokenSeeds() {
        return broken.isEmpty() ? "none broke a property" : "broke a property: " + broken;
    }

    /// How many held, and how often each state was reached, the most frequent first.
    String text() {
        return sights.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(sight -> "%n  %,12d  %s".formatted(sight.getValue(), sight.getKey()))
                .collect(Collectors.joining(
                        "",
                        "%,d of %,d seeds held every property%s%nstates that were reached:"
                                .formatted(played - broken.size(), played, broken.isEmpty() ? "" : "; not " + broken),
                        ""));
    }
}
