package io.breakwater.ops.demo;

import io.breakwater.demo.Pattern;
import io.breakwater.demo.PatternDemo;
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

/// Finds tenants and aliases in an environment's settings that can show a pattern.
///
/// @param requests how many requests each tenant sends, if the user says so
/// @param witnessed whether the Regions that answer can be read at all
record DemoFinder(Settings settings, OptionalInt requests, boolean witnessed) {

    DemoFit of(Pattern pattern) {
        return switch (pattern) {
            case CRIS -> seen(pattern, route -> oneProfile(route) && enough(route, each(pattern)));
            case SHARDING -> shown(pattern, seen(pattern, route -> equalShards(route) && enough(route, each(pattern))));
            case FALLBACK -> seated(pattern, route -> overflows(route, each(pattern)));
            case BALANCE ->
                shown(pattern, seated(pattern, route -> route.first().size() > 1 && overflows(route, each(pattern))));
            case ISOLATION ->
                new Neighbours(settings, requests)
                        .found()
                        .orElseGet(() -> new DemoFit.Missing(
                                pattern,
                                "no tenant has a limit small enough to be over it beside another that is not, both with one alias",
                                DemoFit.Remedy.LINES));
        };
    }

    private int each(Pattern pattern) {
        return requests.orElse(pattern.requests());
    }

    private DemoFit seen(Pattern pattern, Predicate<TenantRoute> fits) {
        return witnessed
                ? seated(pattern, fits)
                : new DemoFit.Missing(
                        pattern,
                        "only Bedrock's invocation log says which Regions answer, and it is off here",
                        DemoFit.Remedy.LOG);
    }

    private DemoFit shown(Pattern pattern, DemoFit fit) {
        return settings.exposeTargets()
                ? fit
                : new DemoFit.Missing(
                        pattern,
                        settings.environment()
                                + " does not say which target answers (exposeTargets); show it elsewhere",
                        DemoFit.Remedy.ELSEWHERE);
    }

    private DemoFit seated(Pattern pattern, Predicate<TenantRoute> fits) {
        Optional<TenantRoute> route = TenantRoute.all(settings).filter(fits).min(madeFor(pattern));
        return route.<DemoFit>map(found -> new DemoFit.Ready(
                        new PatternDemo(
                                pattern,
                                found.route().alias().value(),
                                List.of(found.tenant().id().value())),
                        each(pattern)))
                .orElseGet(() -> new DemoFit.Missing(
                        pattern,
                        "no tenant has an alias with %s".formatted(lacking(pattern, each(pattern))),
                        DemoFit.Remedy.LINES));
    }

    /// Puts the alias that is named after the pattern first; otherwise the order stays.
    private static Comparator<TenantRoute> madeFor(Pattern pattern) {
        String own = "demo-" + pattern.word();
        return Comparator.comparing(route -> !route.route().alias().value().equals(own));
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

    private static boolean enough(TenantRoute route, int each) {
        return route.inARow() >= each && TenantRoute.room(route.first()) >= each;
    }

    private static boolean oneProfile(TenantRoute route) {
        return !route.first().isEmpty()
                && distinct(route, routed -> routed.profile().id()) == 1
                && route.first().stream().allMatch(DemoFinder::spreads);
    }

    /// A global profile names no Regions: any may answer.
    private static boolean spreads(RoutedTarget routed) {
        List<Region> destinations =
                routed.profile().destinations().getOrDefault(routed.target().source(), List.of());
        return destinations.size() != 1;
    }

    private static boolean equalShards(TenantRoute route) {
        long shards = distinct(route, routed -> routed.target().shard());
        return oneProfile(route)
                && shards > 1
                && shards == route.first().size()
                && distinct(route, RoutedTarget::capacity) == 1
                && distinct(route, RoutedTarget::weight) == 1
                && route.route().tiers().stream().allMatch(tier -> tier.spread() == Spread.BY_LOAD);
    }

    private static long distinct(TenantRoute route, Function<RoutedTarget, Object> part) {
        return route.first().stream().map(part).distinct().count();
    }

    private static boolean overflows(TenantRoute route, int each) {
        List<List<RoutedTarget>> tiers = route.tiers();
        return tiers.size() > 1
                && TenantRoute.room(tiers.getFirst()) < each
                && TenantRoute.room(tiers.get(1)) >= each - TenantRoute.room(tiers.getFirst())
                && route.atOnce() >= each;
    }
}
