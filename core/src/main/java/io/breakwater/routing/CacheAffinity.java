package io.breakwater.routing;

import io.breakwater.model.RoutedTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/// Which target of a tier a cached prefix belongs to: rendezvous hashing (Thaler, Ravishankar: "Using Name-based
/// Mappings to Increase Hit Rates", IEEE/ACM ToN 1998), so that all copies of the gateway agree without a word, and a
/// target that comes or goes moves no prefixes but its own. A target of weight 2 has twice as many.
final class CacheAffinity {
    /// With less quota left, a target is not preferred for its prefixes.
    private static final long LEAST_PER_MILLION = 50_000;

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /// Orders targets with room by the prefix; the others follow in their old order.
    static List<RoutedTarget> first(long prefix, List<RoutedTarget> spread, Headroom headroom, Instant now) {
        List<RoutedTarget> ordered = new ArrayList<>(spread.stream()
                .filter(target -> hasRoom(target, headroom, now))
                .sorted(Comparator.comparingDouble((RoutedTarget target) -> score(prefix, target))
                        .reversed())
                .toList());
        spread.stream().filter(target -> !ordered.contains(target)).forEach(ordered::add);
        return ordered;
    }

    static boolean hasRoom(RoutedTarget target, Headroom headroom, Instant now) {
        return headroom.leftPerMillion(target, now) >= LEAST_PER_MILLION;
    }

    /// `-weight / ln(u)`, with `u` drawn from prefix and target: each target has the highest score with
    /// a probability in proportion to its weight.
    private static double score(long prefix, RoutedTarget target) {
        long seed = prefix ^ target.target().label().hashCode() * SPREAD;
        return -target.weight() / Math.log(Math.max(Double.MIN_NORMAL, new SplittableRandom(seed).nextDouble()));
    }

    private CacheAffinity() {}
}
