package io.breakwater.fleet;

import io.breakwater.call.DataPlane;
import io.breakwater.model.FailMode;
import io.breakwater.model.LimitName;
import io.breakwater.model.ShardId;
import io.breakwater.model.Tenant;
import io.breakwater.routing.RoutingRules;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Planted bugs in the rules of a gateway, and in what it takes a tenant for.
final class WrongRules {
    static Variant sixAttempts() {
        return routing(rules -> new RoutingRules(
                6, rules.abandoned(), rules.leastTime(), rules.firstToken(), rules.idle(), rules.throttleBackoff()));
    }

    static Variant givesUpTooMany() {
        return routing(rules ->
                new RoutingRules(6, 4, rules.leastTime(), rules.firstToken(), rules.idle(), rules.throttleBackoff()));
    }

    static Variant neverAsksTheNextTier() {
        return tenant(tenant -> with(tenant, tenant.hand(), false, tenant.failMode()));
    }

    static Variant downgradesAnybody() {
        return tenant(tenant -> with(tenant, tenant.hand(), true, tenant.failMode()));
    }

    static Variant offByAFew() {
        return tenant(tenant ->
                with(tenant, LimitName.REQUESTS_PER_MINUTE, tenant.limits().requestsPerMinute(), 1, 3));
    }

    static Variant noLeastTime() {
        return routing(rules -> new RoutingRules(
                rules.attempts(),
                rules.abandoned(),
                Duration.ZERO,
                rules.firstToken(),
                rules.idle(),
                rules.throttleBackoff()));
    }

    static Variant aFewMoreAtOnce() {
        return tenant(
                tenant -> with(tenant, LimitName.CONCURRENCY, tenant.limits().concurrency(), 1, 3));
    }

    static Variant dayOf48Hours() {
        return tenant(
                tenant -> with(tenant, LimitName.TOKENS_PER_DAY, tenant.limits().tokensPerDay(), 2, 0));
    }

    static Variant minuteOfManyTokens() {
        return tenant(tenant ->
                with(tenant, LimitName.TOKENS_PER_MINUTE, tenant.limits().tokensPerMinute(), 10, 0));
    }

    static Variant monthWithoutEnd() {
        return tenant(
                tenant -> with(tenant, LimitName.USD_PER_MONTH, tenant.limits().nanoUsdPerMonth(), 0, 0));
    }

    static Variant openToAllWithoutTheStore() {
        return tenant(tenant -> with(tenant, tenant.hand(), tenant.tierFallback(), FailMode.LOCAL));
    }

    static Variant anyShard() {
        return tenant(tenant -> with(tenant, Worlds.hand(8), tenant.tierFallback(), tenant.failMode()));
    }

    static Variant waitsAsLongAsItTakes() {
        return tenant(tenant -> tenant.withTerms(tenant.terms().waiting(Duration.ofMinutes(10))));
    }

    static Variant wholeLimitsForEachItem() {
        return tenant(tenant -> timesItems(
                timesItems(
                        tenant, LimitName.REQUESTS_PER_MINUTE, tenant.limits().requestsPerMinute()),
                LimitName.CONCURRENCY,
                tenant.limits().concurrency()));
    }

    private static Tenant timesItems(Tenant tenant, LimitName limit, long value) {
        return with(tenant, limit, value, tenant.terms().ledgerShards(), 0);
    }

    private static Variant routing(UnaryOperator<RoutingRules> wrong) {
        return new Variant() {
            @Override
            public DataPlane.Rules rules(DataPlane.Rules real) {
                return withRouting(real, wrong);
            }
        };
    }

    private static Variant tenant(UnaryOperator<Tenant> wrong) {
        return new Variant() {
            @Override
            public Tenant tenant(Tenant tenant) {
                return wrong.apply(tenant);
            }
        };
    }

    private static Tenant with(Tenant tenant, Set<ShardId> hand, boolean lowerTier, FailMode failMode) {
        return new Tenant(
                tenant.id(),
                tenant.plan(),
                tenant.terms(),
                tenant.models(),
                hand,
                tenant.residency(),
                tenant.priority(),
                tenant.maxTokens(),
                lowerTier,
                failMode);
    }

    private static Tenant with(Tenant tenant, LimitName limit, long value, long times, long more) {
        return value == 0
                ? tenant
                : tenant.withTerms(tenant.terms().withLimits(tenant.limits().with(limit, value * times + more)));
    }

    private static DataPlane.Rules withRouting(DataPlane.Rules rules, UnaryOperator<RoutingRules> routing) {
        return new DataPlane.Rules(
                rules.topology(),
                rules.shares(),
                rules.expectedCopies(),
                routing.apply(rules.routing()),
                rules.shown());
    }

    private WrongRules() {}
}
