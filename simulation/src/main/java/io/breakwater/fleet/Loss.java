package io.breakwater.fleet;

import io.breakwater.model.RoutedTarget;
import io.breakwater.surface.NearestText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/// A part that an environment is played without, or more traffic.
///
/// @param name the shard, Region or model that is lost; for traffic, the factor
record Loss(Kind kind, String name) {
    static final Loss NONE = new Loss(Kind.NONE, "");
    static final Loss TWICE_THE_TRAFFIC = new Loss(Kind.TRAFFIC, "2");

    private static final double MOST_TRAFFIC = 1_000;

    /// What is lost.
    enum Kind {
        NONE,
        SHARD,
        REGION,
        MODEL,
        TRAFFIC;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Each shard, Region and model of these targets, and twice the traffic.
    static List<Loss> all(Collection<RoutedTarget> targets) {
        List<Loss> all = new ArrayList<>();
        for (Kind kind : List.of(Kind.SHARD, Kind.REGION, Kind.MODEL)) {
            names(kind, targets).forEach(name -> all.add(new Loss(kind, name)));
        }
        all.add(TWICE_THE_TRAFFIC);
        return all;
    }

    private static List<String> names(Kind kind, Collection<RoutedTarget> targets) {
        return targets.stream().map(nameOf(kind)).distinct().sorted().toList();
    }

    private static Function<RoutedTarget, String> nameOf(Kind kind) {
        return switch (kind) {
            case SHARD -> target -> target.target().shard().value();
            case REGION -> target -> target.target().source().value();
            case MODEL -> target -> target.profile().model().id().value();
            case NONE, TRAFFIC -> _ -> "";
        };
    }

    /// Reads an argument such as `shard=a` or `traffic=3`.
    ///
    /// @throws IllegalArgumentException if there is no such thing among these targets
    static Loss of(String typed, Collection<RoutedTarget> targets) {
        String[] parts = typed.split("=", 2);
        Kind kind = Stream.of(Kind.values())
                .filter(one -> one != Kind.NONE && one.label().equals(parts[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "--lose takes shard=NAME, region=NAME, model=ID or traffic=TIMES, got '%s'".formatted(typed)));
        String name = parts.length == 2 ? parts[1] : "";
        if (kind == Kind.TRAFFIC) {
            return traffic(name);
        }
        List<String> known = names(kind, targets);
        if (!known.contains(name)) {
            throw new IllegalArgumentException("--lose: no %s '%s' serves this traffic%s"
                    .formatted(kind.label(), name, NearestText.hint(name, known)));
        }
        return new Loss(kind, name);
    }

    private static Loss traffic(String times) {
        boolean number = times.matches("[0-9]{1,4}(\\.[0-9]{1,3})?");
        if (!number || Double.parseDouble(times) <= 0 || Double.parseDouble(times) > MOST_TRAFFIC) {
            throw new IllegalArgumentException(
                    "--lose traffic takes how many times as much there is, above 0 and at most 1000, got '%s'"
                            .formatted(times));
        }
        return new Loss(Kind.TRAFFIC, times);
    }

    /// The factor of the traffic.
    double factor() {
        return kind == Kind.TRAFFIC ? Double.parseDouble(name) : 1;
    }

    /// The faults: a shard that refuses everything, a Region that cannot be reached, or a model that
    /// answers 503.
    List<FaultSpan> faults(Collection<RoutedTarget> targets, Duration from, Duration until) {
        return switch (kind) {
            case NONE, TRAFFIC -> List.of();
            case SHARD -> List.of(new FaultSpan(FleetFault.ACCOUNT_DEAD, name, 1, from, until));
            case REGION -> List.of(new FaultSpan(FleetFault.REGION_LOST, name, 1, from, until));
            case MODEL ->
                targets.stream()
                        .filter(target -> target.profile().model().id().value().equals(name))
                        .map(target -> new FaultSpan(
                                FleetFault.UNAVAILABLE, target.target().label(), 1, from, until))
                        .toList();
        };
    }

    /// Whether it answers nothing then.
    boolean strikes(RoutedTarget target) {
        return kind != Kind.NONE
                && kind != Kind.TRAFFIC
                && nameOf(kind).apply(target).equals(name);
    }

    /// For people.
    String text() {
        return switch (kind) {
            case NONE -> "now";
            case SHARD -> "shard " + name + " lost";
            case REGION -> "Region " + name + " lost";
            case MODEL -> "model " + name + " lost";
            case TRAFFIC -> "traffic x" + name;
        };
    }
}
