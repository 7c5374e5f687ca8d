package io.breakwater.control;

import io.breakwater.adapters.telemetry.EmbeddedMetrics;
import io.breakwater.call.TargetLedger;
import io.breakwater.call.TenantLedger;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import io.breakwater.quota.Swept;
import io.breakwater.settings.Settings;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Goes over every ledger item of an environment: drops holds that were never settled, measures them, and measures how
/// much of its quota each tenant has used, also of those who do not call at the moment.
public final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private final Settings settings;
    private final Supplier<List<Tenant>> all;
    private final TenantLedger tenants;
    private final TargetLedger targets;
    private final EmbeddedMetrics metrics;

    /// @param all who may call
    public Sweeper(
            Settings settings,
            Supplier<List<Tenant>> all,
            TenantLedger tenants,
            TargetLedger targets,
            EmbeddedMetrics metrics) {
        this.settings = settings;
        this.all = all;
        this.tenants = tenants;
        this.targets = targets;
        this.metrics = metrics;
    }

    /// What one round came to.
    ///
    /// @param healed keys with holds that were dropped
    /// @param failed keys that could not be read; the log says why
    public record Round(int healed, int failed) {
        static final Round NOTHING = new Round(0, 0);

        Round plus(Round other) {
            return new Round(healed + other.healed, failed + other.failed);
        }
    }

    /// One item that fails does not keep the others from being swept.
    public Round run(Instant now) {
        Round sum = Round.NOTHING;
        for (Tenant tenant : tenants()) {
            sum = sum.plus(attempt(tenant.id().value(), () -> tenant(tenant, now)));
        }
        for (RoutedTarget target : settings.targets().values()) {
            sum = sum.plus(attempt(target.target().label(), () -> target(target, now)));
        }
        return sum;
    }

    /// Those of the file at least.
    private Collection<Tenant> tenants() {
        try {
            return all.get();
        } catch (RuntimeException unreadable) {
            LOG.warn("the tenants that operators applied are not swept: {}", unreadable.toString());
            return settings.topology().tenants().values();
        }
    }

    private interface Sweep {
        Swept run();
    }

    private static Round attempt(String what, Sweep sweep) {
        try {
            return new Round(sweep.run().nothing() ? 0 : 1, 0);
        } catch (RuntimeException unreadable) {
            LOG.warn("the ledger of {} could not be swept: {}", what, unreadable.toString());
            return new Round(0, 1);
        }
    }

    private Swept tenant(Tenant tenant, Instant now) {
        Swept swept = tenants.sweep(tenant, now);
        swept.standing().usedPerMillion().ifPresent(used -> metrics.quotaUsed(now, tenant.id(), used));
        if (!swept.nothing()) {
            LOG.info(
                    "tenant {}: requests that never settled held {}",
                    tenant.id().value(),
                    swept.leaked());
            metrics.leaked(
                    now, tenant.id(), swept.leaked().tokens(), swept.leaked().microUsd());
        }
        return swept;
    }

    private Swept target(RoutedTarget target, Instant now) {
        Swept swept = targets.sweep(target, now);
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
