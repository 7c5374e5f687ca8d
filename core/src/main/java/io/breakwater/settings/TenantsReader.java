package io.breakwater.settings;

import io.breakwater.model.Alias;
import io.breakwater.model.FailMode;
import io.breakwater.model.Geography;
import io.breakwater.model.Priority;
import io.breakwater.model.Residency;
import io.breakwater.model.Route;
import io.breakwater.model.ShardId;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Terms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// Turns `tenants` into records: each has a plan, and a target for every alias it may use.
final class TenantsReader {
    private static final String ALL = "*";

    /// The most API keys in an account and Region ("Amazon API Gateway quotas"); each tenant needs one.
    private static final int MOST = 10_000;

    private final Report report;
    private final Known<Terms> plans;
    private final Known<Route> routes;
    private final Known<Shard> shards;
    private final SpreadCheck spread;

    TenantsReader(Report report, Known<Terms> plans, Known<Route> routes, Known<Shard> shards, SpreadCheck spread) {
        this.report = report;
        this.plans = plans;
        this.routes = routes;
        this.shards = shards;
        this.spread = spread;
    }

    Map<TenantId, Tenant> read(Path at) {
        Known.ids(at, "tenant", report);
        checkCount(at, report);
        Map<TenantId, Tenant> tenants = new LinkedHashMap<>();
        at.items().forEach(item -> tenant(item).ifPresent(tenant -> tenants.put(tenant.id(), tenant)));
        return tenants;
    }

    static void checkCount(Path tenants, Report report) {
        int count = tenants.value().size();
        if (count > MOST) {
            report.add(
                    tenants.text(),
                    "are %,d; an environment has %,d at most, one for each API key that an account may have; divide them over environments"
                            .formatted(count, MOST));
        }
    }

    private Optional<Tenant> tenant(Path at) {
        Optional<Terms> terms = plans.find(at.key("plan"), report).map(plan -> own(plan, at));
        List<Path> named = at.key("models").items();
        named.stream().filter(name -> !isAll(name)).forEach(name -> routes.find(name, report));
        checkHand(at.key("shards"));
        if (report.broken(at.text()) || terms.isEmpty()) {
            return Optional.empty();
        }
        Tenant tenant = tenant(at, terms.get());
        if (shards.wholly()) {
            named.forEach(name -> checkReach(tenant, name));
        }
        return Optional.of(tenant);
    }

    private Tenant tenant(Path at, Terms terms) {
        TenantId id = new TenantId(at.key("id").asText());
        return new Tenant(
                id,
                at.key("plan").asText(),
                terms,
                aliases(at.key("models")),
                hand(id, at.key("shards")),
                residency(at.key("residency")),
                priority(at.key("priority").text("standard")),
                maxTokens(at.key("maxTokens")),
                at.key("tierFallback").flag(true),
                FailMode.valueOf(at.key("failMode").text("closed").toUpperCase(Locale.ROOT)));
    }

    /// The plan's terms with the tenant's own values; a plan without ledger shards was not checked
    /// before.
    private Terms own(Terms plan, Path at) {
        Path own = at.key("ledgerShards");
        if (report.broken(own.text())) {
            return plan;
        }
        Terms terms = own.present() ? plan.withLedgerShards(own.smallWhole(1)) : plan;
        if (own.present() || plan.ledgerShards() == 1) {
            spread.check(terms, own);
        }
        return terms;
    }

    private void checkHand(Path at) {
        int known = shards.declared().size();
        if (at.present() && !report.broken(at.text()) && shards.complete() && at.whole(1) > known) {
            report.add(
                    at.text(), "a hand of %s is larger than the number of shards, %d; lower it".formatted(at, known));
        }
    }

    private void checkReach(Tenant tenant, Path name) {
        if (isAll(name)) {
            routes.sound().values().forEach(route -> Hand.checkReach(tenant, route, name, report));
        } else {
            Optional.ofNullable(routes.sound().get(name.asText()))
                    .ifPresent(route -> Hand.checkReach(tenant, route, name, report));
        }
    }

    private Set<Alias> aliases(Path at) {
        boolean all = at.items().stream().anyMatch(TenantsReader::isAll);
        return (all ? routes.sound().keySet() : Set.copyOf(at.texts()))
                .stream().map(Alias::new).collect(Collectors.toSet());
    }

    private Set<ShardId> hand(TenantId id, Path at) {
        Set<ShardId> ids = shards.sound().values().stream().map(Shard::id).collect(Collectors.toSet());
        return Hand.deal(id, ids, at.smallWhole(ids.size()));
    }

    static Priority priority(String label) {
        return Priority.valueOf(label.toUpperCase(Locale.ROOT));
    }

    private static boolean isAll(Path name) {
        return name.asText().equals(ALL);
    }

    private static Residency residency(Path at) {
        return at.text("any").equals("any")
                ? Residency.ANYWHERE
                : new Residency(Optional.of(Geography.valueOf(at.asText().toUpperCase(Locale.ROOT))));
    }

    private static OptionalLong maxTokens(Path at) {
        return at.present() ? OptionalLong.of(at.whole(0)) : OptionalLong.empty();
    }
}
