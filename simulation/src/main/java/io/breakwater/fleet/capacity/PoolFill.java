package io.breakwater.fleet.capacity;

import io.breakwater.model.LimitName;
import io.breakwater.model.Priority;
import io.breakwater.model.RoutedTarget;
import java.util.EnumMap;
import java.util.Map;

/// How full one quota pool is, at mean rates: by requests, by tokens, and by what requests under way hold of it beyond
/// what they take in the end.
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

    /// How full it is for who reserves so many tokens, 1 where nothing more fits.
    double used(double reserved) {
        return Math.max(taken(), held(reserved));
    }

    /// What of it is nearest to its end.
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

    /// What is held must leave room for one reservation more.
    private double held(double reserved) {
        long perMinute = target.capacity().tokensPerMinute();
        if (perMinute == 0) {
            return 0;
        }
        return reserved >= perMinute ? 1 : held / (perMinute - reserved);
    }

    /// Requests that go there in a minute, per weight.
    double sent() {
        return requests / target.weight();
    }

    /// What a priority uses of it, 1 for all.
    double usedBy(Priority priority) {
        return byPriority.getOrDefault(priority, 0.0);
    }

    /// @param perMinute requests that are added
    /// @param quotaTokens what each takes in the end
    /// @param holds what all of them together hold beyond that
    void add(Priority priority, double perMinute, double quotaTokens, double holds) {
        double before = taken();
        requests += perMinute;
        tokens += perMinute * quotaTokens;
        held += holds;
        byPriority.merge(priority, taken() - before, Double::sum);
    }
}
