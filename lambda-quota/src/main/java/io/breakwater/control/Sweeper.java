package io.breakwater.control;

import io.breakwater.adapters.dynamodb.BoundedParallel;
import io.breakwater.adapters.telemetry.EmbeddedMetrics;
import io.breakwater.call.TargetLedger;
import io.breakwater.call.TenantLedger;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.naming.Metrics;
import io.breakwater.quota.operations.SweepResult;
import io.breakwater.settings.Settings;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Goes over every ledger item of an environment: drops holds that were never settled, measures them,
/// and measures how much of its quota each tenant has used, even if the tenant does not call at the
/// moment.
///
/// If there are more than a hundred tenants, only those that have used most of their quota have a
/// measurement each: a metric costs 0.30 USD a month for each tenant ("Amazon CloudWatch pricing").
/// The others' use is in the log.
public final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private static final int MOST_MEASURED = 20;

    private final Settings settings;
    private final Supplier<List<Tenant>> all;
    private final TenantLedger tenants;
    private final TargetLedger targets;
    private final EmbeddedMetrics metrics;
    private final Consumer<Optional<Set<TenantId>>> measured;

    /// A sweeper without metrics.
    public Sweeper(
            Settings settings,
            Supplier<List<Tenant>> all,
            TenantLedger tenants,
            TargetLedger targets,
            EmbeddedMetrics metrics) {
        this(settings, all, tenants, targets, metrics, _ -> {});
    }

    /// @param all the tenants that may call
    /// @param measured called with the tenants that the routers should measure separately; empty for
    /// all
    public Sweeper(
            Settings settings,
            Supplier<List<Tenant>> all,
            TenantLedger tenants,
            TargetLedger targets,
            EmbeddedMetrics metrics,
            Consumer<Optional<Set<TenantId>>> measured) {
        this.settings = settings;
        this.all = all;
        this.tenants = tenants;
        this.targets = targets;
        this.metrics = metrics;
        this.measured = measured;
    }

    /// The result of one round.
    ///
    /// @param healed keys with dropped holds
    /// @param failed keys that could not be read; the log says why
    public record Round(int healed, int failed) {
        static final Round NOTHING = new Round(0, 0);

        Round plus(Round other) {
            return new Round(healed + other.healed, failed + other.failed);
        }
    }

    /// Sweeps all items; one that fails does not keep the others from being swept.
    public Round run(Instant now) {
        List<SweptTenant> tenants = BoundedParallel.map(tenants(), tenant -> swept(tenant, now));
        measure(tenants, now);
        List<Round> targets = BoundedParallel.map(settings.targets().values(), target -> round(swept(target, now)));
        return Stream.concat(tenants.stream().map(tenant -> round(tenant.swept())), targets.stream())
                .reduce(Round.NOTHING, Round::plus);
    }

    /// @param swept empty if its items could not be read
    private record SweptTenant(TenantId id, Optional<SweepResult> swept) {

        /// The share of its day or month that it has used, in parts per million; empty if it has no
        /// such limit.
        OptionalLong used() {
            return swept.map(known -> known.status().usedPerMillion()).orElse(OptionalLong.empty());
        }
    }

    private void measure(List<SweptTenant> tenants, Instant now) {
        List<SweptTenant> byUse = tenants.stream()
                .filter(tenant -> tenant.used().isPresent())
                .sorted(Comparator.comparingLong(
                                (SweptTenant tenant) -> tenant.used().orElse(0))
                        .reversed())
                .toList();
        int most =
                tenants.size() > Metrics.MOST_TENANTS_MEASURED ? Math.min(MOST_MEASURED, byUse.size()) : byUse.size();
        tell(tenants.size() > Metrics.MOST_TENANTS_MEASURED, byUse.subList(0, most));
        byUse.subList(0, most)
                .forEach(tenant ->
                        metrics.quotaUsed(now, tenant.id(), tenant.used().orElse(0)));
        byUse.subList(most, byUse.size()).stream()
                .filter(tenant -> tenant.used().orElse(0) > 0)
                .forEach(tenant -> LOG.info(
                        "tenant {} has used {} millionths of its quota",
                        tenant.id().value(),
                        tenant.used().orElse(0)));
    }

    /// Tells the routers which tenants to measure. If no tenant has a quota, all are measured. If the
    /// routers cannot be told, they keep the last list.
    private void tell(boolean some, List<SweptTenant> those) {
        try {
            measured.accept(
                    some && !those.isEmpty()
                            ? Optional.of(those.stream().map(SweptTenant::id).collect(Collectors.toSet()))
                            : Optional.empty());
        } catch (RuntimeException unwritten) {
            LOG.warn(
                    "the routers do not know which tenants to measure, since the list could not be written: {}",
                    unwritten.toString());
        }
    }

    /// The tenants, or at least those of the file.
    private Collection<Tenant> tenants() {
        try {
            return all.get();
        } catch (RuntimeException unreadable) {
            LOG.warn("the tenants that operators applied are not swept: {}", unreadable.toString());
            return settings.topology().tenants().values();
        }
    }

    private static Optional<SweepResult> attempt(String what, Supplier<SweepResult> sweep) {
        try {
            return Optional.of(sweep.get());
        } catch (RuntimeException unreadable) {
            LOG.warn("the ledger of {} could not be swept: {}", what, unreadable.toString());
            return Optional.empty();
        }
    }

    private static Round round(Optional<SweepResult> swept) {
        return swept.map(known -> new Round(known.nothing() ? 0 : 1, 0)).orElse(new Round(0, 1));
    }

    private SweptTenant swept(Tenant tenant, Instant now) {
        return new SweptTenant(tenant.id(), attempt(tenant.id().value(), () -> sweep(tenant, now)));
    }

    private Optional<SweepResult> swept(RoutedTarget target, Instant now) {
        return attempt(target.target().label(), () -> sweep(target, now));
    }

    private SweepResult sweep(Tenant tenant, Instant now) {
        SweepResult swept = tenants.sweep(tenant, now);
        if (!swept.nothing()) {
            LOG.info(
                    "tenant {}: requests that never settled held {}",
                    tenant.id().value(),
                    swept.leaked());
            metrics.leaked(
                    now, tenant.id(), swept.leaked().tokens(), swept.leaked().nanoUsd());
        }
        return swept;
    }

    private SweepResult sweep(RoutedTarget target, Instant now) {
        SweepResult swept = targets.sweep(target, now);
        if (!swept.nothing()) {
            LOG.info(
                    "target {}: calls that never settled held {}",
                    target.target().label(),
                    swept.leaked());
            metrics.leaked(now, target.target().shard(), swept.leaked().tokens());
        }
        return swept;
    }
}
