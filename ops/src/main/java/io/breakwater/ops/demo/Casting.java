package io.breakwater.ops.demo;

import io.breakwater.demo.Pattern;
import io.breakwater.demo.Scene;
import io.breakwater.model.Region;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Spread;
import io.breakwater.settings.Settings;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/// Looks in the settings of an environment for tenants and aliases that can show a pattern.
///
/// @param requests how many requests each tenant is to send, where the user says so
/// @param witnessed whether the Regions that answer can be read at all
record Casting(Settings settings, OptionalInt requests, boolean witnessed) {

    Cast of(Pattern pattern) {
        return switch (pattern) {
            case CRIS -> seen(pattern, seat -> oneProfile(seat) && enough(seat, each(pattern)));
            case SHARDING -> shown(pattern, seen(pattern, seat -> equalShards(seat) && enough(seat, each(pattern))));
            case FALLBACK -> seated(pattern, seat -> overflows(seat, each(pattern)));
            case BALANCE ->
                shown(pattern, seated(pattern, seat -> seat.first().size() > 1 && overflows(seat, each(pattern))));
            case ISOLATION ->
                new Neighbours(settings, requests)
                        .found()
                        .orElseGet(() -> new Cast.Missing(
                                pattern,
                                "no tenant has a limit small enough to be over it beside another that is not, both with one alias",
                                Cast.Remedy.LINES));
        };
    }

    private int each(Pattern pattern) {
        return requests.orElse(pattern.requests());
    }

    private Cast seen(Pattern pattern, Predicate<Seat> fits) {
        return witnessed
                ? seated(pattern, fits)
                : new Cast.Missing(
                        pattern,
                        "which Regions answer stands in Bedrock's invocation log only, and it is off here",
                        Cast.Remedy.LOG);
    }

    private Cast shown(Pattern pattern, Cast cast) {
        return settings.exposeTargets()
                ? cast
                : new Cast.Missing(
                        pattern,
                        settings.environment()
                                + " does not say which target answers (exposeTargets); show it elsewhere",
                        Cast.Remedy.ELSEWHERE);
    }

    private Cast seated(Pattern pattern, Predicate<Seat> fits) {
        Optional<Seat> seat = Seat.all(settings).filter(fits).min(madeFor(pattern));
        return seat.<Cast>map(found -> new Cast.Ready(
                        new Scene(
                                pattern,
                                found.route().alias().value(),
                                List.of(found.tenant().id().value())),
                        each(pattern)))
                .orElseGet(() -> new Cast.Missing(
                        pattern,
                        "no tenant has an alias with %s".formatted(lacking(pattern, each(pattern))),
                        Cast.Remedy.LINES));
    }

    /// The alias that is named after the pattern comes first; the order stays as it is otherwise.
    private static Comparator<Seat> madeFor(Pattern pattern) {
        String own = "demo-" + pattern.word();
        return Comparator.comparing(seat -> !seat.route().alias().value().equals(own));
    }

    private static String lacking(Pattern pattern, int each) {
        return switch (pattern) {
            case CRIS -> "one profile of several Regions, and room for %d requests".formatted(each);
            case SHARDING ->
                "one profile of several Regions on two or more shards of equal capacity, and room for %d requests"
                        .formatted(each);
            case FALLBACK ->
                "a first tier too small for %d requests at once, and a second one for the rest".formatted(each);
            case BALANCE ->
                "two targets in a first tier too small for %d requests at once, and a second tier for the rest"
                        .formatted(each);
            case ISOLATION -> "a small limit";
        };
    }

    private static boolean enough(Seat seat, int each) {
        return seat.inARow() >= each && Seat.room(seat.first()) >= each;
    }

    private static boolean oneProfile(Seat seat) {
        return !seat.first().isEmpty()
                && distinct(seat, routed -> routed.profile().id()) == 1
                && seat.first().stream().allMatch(Casting::spreads);
    }

    /// A global profile names no Regions: any may answer.
    private static boolean spreads(RoutedTarget routed) {
        List<Region> destinations =
                routed.profile().destinations().getOrDefault(routed.target().source(), List.of());
        return destinations.size() != 1;
    }

    private static boolean equalShards(Seat seat) {
        long shards = distinct(seat, routed -> routed.target().shard());
        return oneProfile(seat)
                && shards > 1
                && shards == seat.first().size()
                && distinct(seat, RoutedTarget::capacity) == 1
                && distinct(seat, RoutedTarget::weight) == 1
                && seat.route().tiers().stream().allMatch(tier -> tier.spread() == Spread.BY_LOAD);
    }

    private static long distinct(Seat seat, Function<RoutedTarget, Object> part) {
        return seat.first().stream().map(part).distinct().count();
    }

    private static boolean overflows(Seat seat, int each) {
        List<List<RoutedTarget>> tiers = seat.tiers();
        return tiers.size() > 1
                && Seat.room(tiers.getFirst()) < each
                && Seat.room(tiers.get(1)) >= each - Seat.room(tiers.getFirst())
                && seat.atOnce() >= each;
    }
}
