package io.breakwater.local.front;

import io.breakwater.model.Limits;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.settings.Settings;
import io.breakwater.surface.Cors;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// The front server's settings, which the templates configure in API Gateway.
///
/// @param accountId the account that the API is in
/// @param region the Region that the API is in
/// @param stage the stage's name, which events carry and the path does not
/// @param plans usage plans by usage identifier
/// @param authorizerCache how long an authorizer's answer about a key is reused; zero turns the cache off
/// @param largestBodyBytes the largest request body
/// @param functionLimit how long a function may run
/// @param cors which web pages may call from a browser
/// @param limits the limits on clients
public record FrontSettings(
        String accountId,
        String region,
        String stage,
        Map<String, UsagePlan> plans,
        Duration authorizerCache,
        long largestBodyBytes,
        Duration functionLimit,
        Cors cors,
        FrontLimits limits) {

    /// "Amazon API Gateway quotas": payload size 10 MB.
    private static final long LARGEST_BODY_BYTES = 10L * 1024 * 1024;

    /// The longest time that a Lambda function and an API Gateway stream run ("Response streaming for
    /// REST APIs").
    private static final Duration FUNCTION_LIMIT = Duration.ofMinutes(15);

    public FrontSettings {
        plans = Map.copyOf(plans);
    }

    /// The settings that the templates would give this environment.
    ///
    /// @param usageIdentifiers the usage identifier of every tenant
    /// @param shared the usage identifier of tenants without one of their own
    public static FrontSettings of(Settings settings, Map<TenantId, String> usageIdentifiers, String shared) {
        Map<String, UsagePlan> plans = new HashMap<>();
        usageIdentifiers.forEach((tenant, identifier) -> plans.put(identifier, plan(settings, tenant)));
        plans.put(shared, plan(settings, Limits.UNLIMITED));
        return new FrontSettings(
                settings.home().account().value(),
                settings.home().region().value(),
                settings.environment(),
                plans,
                settings.authorizerCache(),
                LARGEST_BODY_BYTES,
                FUNCTION_LIMIT,
                settings.cors(),
                FrontLimits.ofHeap(Runtime.getRuntime().maxMemory()));
    }

    /// Whether the authorizer's answers are cached, so that each path takes its key in one header only.
    boolean caches() {
        return !authorizerCache.isZero();
    }

    private static UsagePlan plan(Settings settings, TenantId id) {
        Limits limits = settings.topology()
                .tenant(id)
                .map(Tenant::limits)
                .orElseThrow(() -> new IllegalArgumentException("no tenant '%s' in environment %s; known: %s"
                        .formatted(
                                id,
                                settings.environment(),
                                settings.topology().tenants().keySet())));
        return plan(settings, limits);
    }

    private static UsagePlan plan(Settings settings, Limits limits) {
        return new UsagePlan(
                settings.throttle().requestsPerSecond(limits),
                settings.throttle().requestsAtOnce(limits),
                OptionalLong.empty());
    }
}
