package io.breakwater.ops.demo;

import io.breakwater.demo.Pattern;
import io.breakwater.demo.PatternDemo;
import io.breakwater.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Tenants that can show isolation: one that goes over its limit, and others on the same alias that do
/// not.
record Neighbours(Settings settings, OptionalInt requests) {
    /// Beyond these a burst shows nothing more, and costs more.
    private static final int MOST_EACH = 60;

    /// The demo needs no more than two that do not notice.
    private static final int MOST_OTHERS = 2;

    Optional<DemoFit> found() {
        return TenantRoute.all(settings).flatMap(this::beside).findFirst();
    }

    private Stream<DemoFit> beside(TenantRoute small) {
        int each = each(small);
        List<TenantRoute> others = TenantRoute.all(settings)
                .filter(route -> route.route().equals(small.route()))
                .filter(route -> route.atOnce() >= each)
                .limit(MOST_OTHERS)
                .toList();
        return each > MOST_EACH || !goesOver(small, each) || others.isEmpty() || !ample(small, others, each)
                ? Stream.empty()
                : Stream.of(new DemoFit.Ready(patternDemo(small, others), each));
    }

    /// How many requests each sends: the usual number if that takes the small tenant over its limit,
    /// else a little more than its limit.
    private int each(TenantRoute small) {
        long over = Math.min(MOST_EACH + 1L, Math.max(Pattern.ISOLATION.requests(), small.inARow() + 2));
        return requests.orElse((int) over);
    }

    /// Whether the tenant goes over its limit: its rate must stop it, not its requests in flight.
    private static boolean goesOver(TenantRoute small, int each) {
        long concurrency = small.tenant().limits().concurrency();
        return small.inARow() < each && (concurrency == 0 || concurrency >= each);
    }

    private static boolean ample(TenantRoute small, List<TenantRoute> others, int each) {
        long needed = (long) each * (others.size() + 1);
        return Stream.concat(Stream.of(small), others.stream())
                .allMatch(route -> TenantRoute.room(route.first()) >= needed);
    }

    private static PatternDemo patternDemo(TenantRoute small, List<TenantRoute> others) {
        List<String> tenants = Stream.concat(Stream.of(small), others.stream())
                .map(route -> route.tenant().id().value())
                .toList();
        return new PatternDemo(Pattern.ISOLATION, small.route().alias().value(), tenants);
    }
}
