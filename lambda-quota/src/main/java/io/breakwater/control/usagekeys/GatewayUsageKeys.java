package io.breakwater.control.usagekeys;

import io.breakwater.model.TenantId;
import io.breakwater.naming.Naming;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiKey;
import software.amazon.awssdk.services.apigateway.model.ConflictException;
import software.amazon.awssdk.services.apigateway.model.LimitExceededException;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.apigateway.model.UsagePlan;
import software.amazon.awssdk.services.apigateway.model.UsagePlanKey;

/// API Gateway's keys, found again by their tags. Their values are never read: each is derived from the
/// environment's pepper, and a tag identifies it.
public final class GatewayUsageKeys implements UsageKeys {
    /// The most that a page may have.
    private static final int PAGE = 500;

    private static final String MARK = "breakwater:value";

    private final ApiGatewayClient gateway;
    private final Naming naming;
    private final Map<String, String> planIds = new HashMap<>();

    public GatewayUsageKeys(ApiGatewayClient gateway, Naming naming) {
        this.gateway = gateway;
        this.naming = naming;
    }

    @Override
    public There read() {
        planIds.clear();
        gateway.getUsagePlansPaginator(get -> get.limit(PAGE)).items().stream()
                .filter(plan ->
                        plan.hasTags() && isOwn(plan.tags()) && plan.tags().containsKey(Naming.PLAN))
                .forEach(this::remember);
        Set<String> joined = planIds.values().stream()
                .flatMap(plan ->
                        gateway
                                .getUsagePlanKeysPaginator(
                                        get -> get.usagePlanId(plan).limit(PAGE))
                                .items()
                                .stream())
                .map(UsagePlanKey::id)
                .collect(Collectors.toSet());
        List<UsageKey> keys = gateway.getApiKeysPaginator(get -> get.limit(PAGE).includeValues(false)).items().stream()
                .filter(key -> key.hasTags()
                        && isOwn(key.tags())
                        && key.tags().keySet().containsAll(Set.of(Naming.TENANT, Naming.PLAN, MARK)))
                .map(key -> read(key, joined.contains(key.id())))
                .toList();
        return new There(planIds.keySet(), keys);
    }

    private void remember(UsagePlan plan) {
        planIds.put(plan.tags().get(Naming.PLAN), plan.id());
    }

    private boolean isOwn(Map<String, String> tags) {
        return tags.entrySet().containsAll(naming.tags().entrySet());
    }

    private static UsageKey read(ApiKey key, boolean joined) {
        return new UsageKey(
                key.id(),
                new TenantId(tag(key, Naming.TENANT)),
                tag(key, Naming.PLAN),
                tag(key, MARK),
                key.createdDate(),
                joined);
    }

    private static String tag(ApiKey key, String name) {
        return key.tags().getOrDefault(name, "");
    }

    @Override
    public Making make(WantedKey wanted) {
        Map<String, String> tags = new TreeMap<>(naming.tags());
        tags.put(Naming.TENANT, wanted.tenant().value());
        tags.put(Naming.PLAN, wanted.plan());
        tags.put(MARK, wanted.mark());
        try {
            var made = gateway.createApiKey(create -> create.name(naming.resource("usage-" + wanted.tenant()))
                    .description("Counts tenant " + wanted.tenant() + "; not a credential")
                    .enabled(true)
                    .value(wanted.value())
                    .tags(tags));
            return new Making.Made(
                    new UsageKey(made.id(), wanted.tenant(), wanted.plan(), wanted.mark(), made.createdDate(), false));
        } catch (LimitExceededException full) {
            return new Making.Full(full.getMessage() + "; raise the quota of API keys of the account and Region");
        } catch (ConflictException taken) {
            return new Making.Taken(String.valueOf(taken.getMessage()));
        }
    }

    /// Nothing happens if it is in the plan already.
    @Override
    public void join(UsageKey key) {
        try {
            gateway.createUsagePlanKey(create ->
                    create.usagePlanId(planIds.get(key.plan())).keyId(key.id()).keyType("API_KEY"));
        } catch (ConflictException already) {
            return;
        }
    }

    /// Nothing happens if it is gone already.
    @Override
    public void remove(UsageKey key) {
        try {
            gateway.deleteApiKey(delete -> delete.apiKey(key.id()));
        } catch (NotFoundException already) {
            return;
        }
    }
}
