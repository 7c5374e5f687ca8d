package io.breakwater.fleet.capacity;

import io.breakwater.model.LimitName;
import io.breakwater.model.Priority;
import io.breakwater.model.RoutedTarget;
import java.util.EnumMap;
import java.util.Map;

/// How full one quota pool is, at mean rates: by requests, by tokens, and by what running requests hold
/// of it beyond their final use.
final class PoolFill {
    private final RoutedTarget target;
    private final Map<Priority, Double> byPriority = new EnumMap<>(Priority.class);
    private double requests;
    private double tokens;
    private double held;

    PoolFill(RoutedTarget target) {
        this.target = target;
    }

    RoutedTarget target() {
        return target;
    }

    /// How full it is for a reservation of this many tokens; 1 if no more fits.
    double used(double reserved) {
        return Math.max(taken(), held(reserved));
    }

    /// The quota that is nearest to its limit.
    String by(double reserved) {
        if (held(reserved) > taken()) {
            return "what requests hold of " + LimitName.TOKENS_PER_MINUTE.label();
        }
        return (part(requests, target.capacity().requestsPerMinute()) == taken()
                        ? LimitName.REQUESTS_PER_MINUTE
                        : LimitName.TOKENS_PER_MINUTE)
                .label();
    }

    private double taken() {
        return Math.max(
                part(requests, target.capacity().requestsPerMinute()),
                part(tokens, target.capacity().tokensPerMinute()));
    }

    private static double part(double used, long limit) {
        return limit == 0 ? 0 : used / limit;
    }

    /// The fill by holds, which must leave room for one more reservation.
    private double held(double reserved) {
        long perMinute = target.capacity().tokensPerMinute();
        if (perMinute == 0) {
            return 0;
        }
        return reserved >= perMinute ? 1 : held / (perMinute - reserved);
    }

    /// The requests that go there in a minute, divided by its weight.
    double sent() {
        return requests / target.weight();
    }

    /// The part of it that a priority uses, 1 for all.
    double usedBy(Priority priority) {
        return byPriority.getOrDefault(priority, 0.0);
    }

    /// @param perMinute the requests to add
    /// @param quotaTokens the final use of each
    /// @param holds what all of them together hold beyond that
    void add(Priority priority, double perMinute, double quotaTokens, double holds) {
        double before = taken();
        requests += perMinute;
        tokens += perMinute * quotaTokens;
        held += holds;
        byPriority.merge(priority, taken() - before, Double::sum);
    }
}
