package io.breakwater.fleet.capacity;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.ModelCard;
import io.breakwater.model.Tenant;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// The factor of its traffic at which a tenant reaches a limit of its own plan.
///
/// @param factor the factor; [Double#POSITIVE_INFINITY] if it never does
record OwnLimit(LimitName limit, double factor) {
    private static final double DAYS_OF_MONTH = 30.4;

    /// The share of refused requests from which traffic counts as refused.
    private static final double REFUSED = 0.01;

    /// The limit that is reached first. Limits in shadow do not count.
    ///
    /// @param hour the tenant's traffic in one hour
    /// @param day its traffic in all hours
    static OwnLimit first(Tenant tenant, List<Demand> hour, List<Demand> day) {
        Limits limits = tenant.limits();
        double atOnce = sum(hour, demand -> demand.atOnce(model(demand)));
        return Stream.of(
                        of(LimitName.REQUESTS_PER_MINUTE, limits.requestsPerMinute(), sum(hour, Demand::perMinute)),
                        of(
                                LimitName.TOKENS_PER_MINUTE,
                                limits.tokensPerMinute(),
                                sum(hour, demand -> demand.perMinute() * demand.settled(model(demand)))),
                        of(LimitName.TOKENS_PER_MINUTE, burstLeft(limits, hour), sum(hour, OwnLimit::held)),
                        of(
                                LimitName.TOKENS_PER_DAY,
                                limits.tokensPerDay(),
                                sum(day, demand -> demand.row().requests() * demand.settled(model(demand)))),
                        of(
                                LimitName.USD_PER_MONTH,
                                limits.nanoUsdPerMonth(),
                                DAYS_OF_MONTH
                                        * sum(
                                                day,
                                                demand -> demand.nanoUsd(
                                                        demand.first(),
                                                        demand.row().requests()))),
                        new OwnLimit(
                                LimitName.CONCURRENCY,
                                limits.concurrency() == 0 || atOnce == 0
                                        ? Double.POSITIVE_INFINITY
                                        : offered(limits.concurrency()) / atOnce),
                        largest(limits, hour))
                .filter(limit -> !tenant.terms().shadow().contains(limit.limit()))
                .min(Comparator.comparingDouble(OwnLimit::factor))
                .orElseThrow();
    }

    private static OwnLimit of(LimitName name, long limit, double used) {
        return new OwnLimit(name, limit == 0 || used == 0 ? Double.POSITIVE_INFINITY : limit / used);
    }

    /// The limit on one request's size: a usual request that exceeds it is refused at any rate.
    private static OwnLimit largest(Limits limits, List<Demand> hour) {
        long most = limits.largestReservation();
        boolean fits = hour.stream().allMatch(demand -> demand.reservedOfTenant(model(demand)) <= most + 1.0);
        return new OwnLimit(LimitName.LARGEST_REQUEST, fits ? Double.POSITIVE_INFINITY : 0);
    }

    /// What is left of the burst after one more reservation.
    private static long burstLeft(Limits limits, List<Demand> hour) {
        double largest = hour.stream()
                .mapToDouble(demand -> demand.reservedOfTenant(model(demand)))
                .max()
                .orElse(0);
        long burst = limits.tokensPerMinute() * limits.burstPercent() / 100;
        return burst == 0 ? 0 : Math.max(1, burst - Math.round(largest));
    }

    /// What running requests hold beyond their final use.
    private static double held(Demand demand) {
        ModelCard model = model(demand);
        return demand.atOnce(model) * Math.max(0, demand.reservedOfTenant(model) - demand.settled(model));
    }

    private static ModelCard model(Demand demand) {
        return demand.first().profile().model();
    }

    private static double sum(List<Demand> demands, ToDoubleFunction<Demand> what) {
        return demands.stream().mapToDouble(what).sum();
    }

    /// The mean number of running requests at which one in a hundred finds all places taken (Erlang's
    /// formula B, which holds for any lengths of answers).
    static double offered(long places) {
        double low = 0;
        double high = 2.0 * places + 2;
        for (int step = 0; step < 60; step++) {
            double middle = (low + high) / 2;
            if (lost(places, middle) > REFUSED) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return low;
    }

    private static double lost(long places, double offered) {
        double lost = 1;
        for (long place = 1; place <= places; place++) {
            lost = offered * lost / (place + offered * lost);
        }
        return lost;
    }
}
