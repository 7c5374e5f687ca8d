package io.breakwater.call;

import io.breakwater.model.FailMode;
import io.breakwater.model.ModelId;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.quota.amendments.AmendmentResult;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.item.ItemKind;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.lengths.AnswerLengths;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.operations.LedgerOperations;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.quota.operations.SettlementResult;
import io.breakwater.quota.operations.SweepResult;
import io.breakwater.quota.outage.Outage;
import io.breakwater.quota.outage.OutageTolerantLedger;
import io.breakwater.quota.sharding.ReshardingResult;
import io.breakwater.quota.sharding.ShardedLedger;
import io.breakwater.quota.usage.UsageToday;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// The quota ledger: it holds each tenant exactly to its limits.
///
/// While the store is down, a tenant with `failMode: closed` is refused at once; one with `local` is
/// admitted as far as this process's allowance goes.
public final class TenantLedger {
    private final LedgerStore store;
    private final ShardedLedger items;
    private final LedgerOperations closed;
    private final LedgerOperations local;

    /// A ledger for reports and amendments, which never chooses among a tenant's items.
    public TenantLedger(Ledger ledger) {
        this(ledger, () -> 0, Outage.closed());
    }

    /// @param random chooses among the items of a tenant that has several
    public TenantLedger(Ledger ledger, RandomGenerator random, Outage outage) {
        this.store = ledger.store();
        this.items = new ShardedLedger(ledger, random);
        this.closed = new OutageTolerantLedger(items, outage, FailMode.CLOSED);
        this.local = new OutageTolerantLedger(items, outage, FailMode.LOCAL);
    }

    Admission reserve(Tenant tenant, LedgerAmount amount, Instant now) {
        return reserve(tenant, amount, Duration.ZERO, now);
    }

    /// @param wait how long the request may wait for room; [Reservation#begins] says how long it has to
    Admission reserve(Tenant tenant, LedgerAmount amount, Duration wait, Instant now) {
        LedgerOperations ledger = switch (tenant.failMode()) {
            case CLOSED -> closed;
            case LOCAL -> local;
        };
        return ledger.reserve(key(tenant), tenant.terms().waiting(wait), amount, now);
    }

    /// The operations that renew the reservations of running requests.
    LedgerOperations renewals() {
        return local;
    }

    SettlementResult settle(Reservation reservation, LedgerAmount actual, Instant now) {
        return local.settle(reservation, actual, now);
    }

    /// Whether the store answers a question about the tenant in time. Nothing is reserved or changed.
    public boolean answers(Tenant tenant) {
        return items.answers(key(tenant), tenant.terms());
    }

    /// Suspends the tenant or changes its limits for a time. It counts for every process from this
    /// write on.
    ///
    /// @param wanted made from those of [#status], so that they carry the version they replace
    public AmendmentResult amend(Tenant tenant, Amendments wanted, Instant now) {
        return items.amend(key(tenant), tenant.terms(), wanted, now);
    }

    /// The tenant's current status, amendments included.
    public LedgerStatus status(Tenant tenant, Instant now) {
        return items.status(key(tenant), tenant.terms(), now);
    }

    /// The same, with today's settled usage by model.
    public UsageToday today(Tenant tenant, Instant now) {
        return items.today(key(tenant), tenant.terms(), now);
    }

    /// How long the tenant's answers from a model are, as counted by all copies of the gateway.
    ///
    /// @throws RuntimeException if the store cannot be read
    public AnswerLengths lengths(TenantId tenant, ModelId model, Instant now) {
        return LearnedBounds.read(store, tenant, model, now);
    }

    /// Carries the tenant's amendments and counts over to its new number of ledger items; see
    /// [ShardedLedger#carry].
    ///
    /// @throws RuntimeException if the store cannot be read
    public ReshardingResult carry(TenantId tenant, int items, Instant now) {
        return this.items.carry(key(tenant), items, now);
    }

    /// Drops the holds of the tenant's requests that never settled.
    public SweepResult sweep(Tenant tenant, Instant now) {
        return items.sweep(key(tenant), tenant.terms(), now);
    }

    static String key(Tenant tenant) {
        return key(tenant.id());
    }

    private static String key(TenantId tenant) {
        return ItemKind.TENANT.key(tenant.toString());
    }
}
