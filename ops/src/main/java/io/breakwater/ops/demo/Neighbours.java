package io.breakwater.ops.demo;

import io.breakwater.demo.Pattern;
import io.breakwater.demo.Scene;
import io.breakwater.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Tenants that can show isolation: one that is over its limit, and others on the same alias that are not.
record Neighbours(Settings settings, OptionalInt requests) {
    /// Beyond these a burst shows nothing more, and costs more.
    private static final int MOST_EACH = 60;

    /// The demo needs no more than two that do not notice.
    private static final int MOST_OTHERS = 2;

    Optional<Cast> found() {
        return Seat.all(settings).flatMap(this::beside).findFirst();
    }

    private Stream<Cast> beside(Seat small) {
        int each = each(small);
        List<Seat> others = Seat.all(settings)
                .filter(seat -> seat.route().equals(small.route()))
                .filter(seat -> seat.atOnce() >= each)
                .limit(MOST_OTHERS)
                .toList();
        return each > MOST_EACH || !goesOver(small, each) || others.isEmpty() || !ample(small, others, each)
                ? Stream.empty()
                : Stream.of(new Cast.Ready(scene(small, others), each));
    }

    /// The usual number where the small one is over its limit by it, else a little more than its limit.
    private int each(Seat small) {
        long over = Math.min(MOST_EACH + 1L, Math.max(Pattern.ISOLATION.requests(), small.inARow() + 2));
        return requests.orElse((int) over);
    }

    /// Its rate must be what stops it, not how many it may have in flight.
    private static boolean goesOver(Seat small, int each) {
        long concurrency = small.tenant().limits().concurrency();
        return small.inARow() < each && (concurrency == 0 || concurrency >= each);
    }

    private static boolean ample(Seat small, List<Seat> others, int each) {
        long needed = (long) each * (others.size() + 1);
        return Stream.concat(Stream.of(small), others.stream()).allMatch(seat -> Seat.room(seat.first()) >= needed);
    }

    private static Scene scene(Seat small, List<Seat> others) {
        List<String> tenants = Stream.concat(Stream.of(small), others.stream())
                .map(seat -> seat.tenant().id().value())
                .toList();
        return new Scene(Pattern.ISOLATION, small.route().alias().value(), tenants);
    }
}
