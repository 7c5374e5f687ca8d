package io.breakwater.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The results of the properties: which were violated, how often each was checked, and which rare
/// states were reached.
final class FleetFindings {
    private static final int MOST = 50;

    private final FleetTime time;
    private final List<Broken> broken = new ArrayList<>();
    private final Set<Property> kinds = EnumSet.noneOf(Property.class);
    private final Map<Property, Long> looks = new EnumMap<>(Property.class);
    private final Map<String, Long> sights = new TreeMap<>();

    FleetFindings(FleetTime time) {
        this.time = time;
    }

    /// A violation of a property.
    ///
    /// @param request the request, or the thing that violated it
    record Broken(Property property, Duration at, String request, String what) {
        String text() {
            return "%s (%s) at %.3f s, %s: %s".formatted(property, property.claim(), at.toNanos() / 1e9, request, what);
        }
    }

    void look(Property property, boolean holds, String request, String what) {
        looks.merge(property, 1L, Long::sum);
        if (!holds) {
            kinds.add(property);
            if (broken.size() < MOST) {
                broken.add(new Broken(property, time.elapsed(), request, what));
            }
        }
    }

    /// Records a state that must be reached now and then.
    void saw(String sight) {
        sights.merge(sight, 1L, Long::sum);
    }

    List<Broken> broken() {
        return List.copyOf(broken);
    }

    Set<Property> kinds() {
        return Set.copyOf(kinds);
    }

    Map<Property, Long> looks() {
        return Map.copyOf(looks);
    }

    Map<String, Long> sights() {
        return Map.copyOf(sights);
    }
}
