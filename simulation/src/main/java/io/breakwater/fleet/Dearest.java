package io.breakwater.fleet;

import io.breakwater.model.Price;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import io.breakwater.model.Usd;
import java.util.List;
import java.util.function.ToLongFunction;

/// What a tenant's tokens cost at most, by all that a plan has.
///
/// @param burndown how many tokens of a quota a token of output is
/// @param outputTokens the longest answer that a request asks for; 0 if it says nothing
/// @param picoUsd the price of a token
record Dearest(long burndown, long outputTokens, long picoUsd) {
    private static final long PICOS_IN_MICRO = 1_000 * Usd.NANOS_IN_MICRO;

    static Dearest of(FleetPlan plan, Tenant tenant) {
        List<Long> bounds = plan.loads().stream()
                .filter(load -> load.tenant().id().equals(tenant.id()))
                .map(FleetPlan.Load::maxTokens)
                .toList();
        return new Dearest(
                most(plan, target -> target.profile().model().burndown()),
                bounds.contains(0L)
                        ? 0
                        : bounds.stream().mapToLong(Long::longValue).max().orElse(0),
                most(plan, target -> picoUsd(target.profile().price())));
    }

    private static long most(FleetPlan plan, ToLongFunction<RoutedTarget> amount) {
        return plan.quotas().stream()
                .map(FleetPlan.Quota::target)
                .mapToLong(amount)
                .max()
                .orElse(1);
    }

    private static long picoUsd(Price price) {
        return Math.max(Math.max(price.input(), price.output()), Math.max(price.cacheWrite(), price.cacheWriteHour()));
    }

    /// The least that is reserved of the minute where this is reserved of the day: the day reserves
    /// each token of output as often as it may count, the minute once.
    long minuteTokens(long dayTokens) {
        long least = Math.ceilDiv(dayTokens, burndown);
        return outputTokens == 0 ? least : Math.max(least, dayTokens - (burndown - 1) * outputTokens);
    }

    /// The most that so many tokens cost, in micro-USD.
    long microUsd(long tokens) {
        return Math.ceilDiv(tokens * picoUsd, PICOS_IN_MICRO);
    }
}
