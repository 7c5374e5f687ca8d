package io.breakwater.call;

import io.breakwater.model.FailMode;
import io.breakwater.model.Tenant;
import io.breakwater.quota.Admission;
import io.breakwater.quota.Amended;
import io.breakwater.quota.Amendments;
import io.breakwater.quota.Demand;
import io.breakwater.quota.Ledger;
import io.breakwater.quota.LocalAllowance;
import io.breakwater.quota.Reservation;
import io.breakwater.quota.Settled;
import io.breakwater.quota.SpreadLedger;
import io.breakwater.quota.Standing;
import io.breakwater.quota.StoreWatch;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The quota ledger: what each tenant may use, kept exactly.
///
/// While the store is down, a tenant that fails closed is refused at once; one that fails locally is admitted as far as
/// this process's allowance goes, and what it used is booked when the store is back, before anything else of it.
public final class TenantLedger {
    private final SpreadLedger ledger;
    private final Optional<LocalAllowance> allowance;
    private final StoreWatch watch = new StoreWatch();

    /// To report and to amend: without a choice among a tenant's items.
    public TenantLedger(Ledger ledger) {
        this(ledger, () -> 0, Optional.empty());
    }

    /// @param random chooses among the items of a tenant that has several
    /// @param allowance for tenants that fail locally; without one they fail closed
    public TenantLedger(Ledger ledger, RandomGenerator random, Optional<LocalAllowance> allowance) {
        this.ledger = new SpreadLedger(ledger, random);
        this.allowance = allowance;
    }

    Admission reserve(Tenant tenant, Demand demand, Instant now) {
        if (!watch.mayAsk(now)) {
            return alone(tenant, demand, now, new Admission.Unavailable("the ledger's store is down"));
        }
        if (watch.up()) {
            allowance.ifPresent(local -> book(local, tenant, now));
        }
        Admission answer = ledger.reserve(key(tenant), tenant.terms(), demand, now);
        if (answer instanceof Admission.Unavailable unavailable) {
            watch.silent(now);
            return alone(tenant, demand, now, unavailable);
        }
        watch.answered();
        return answer;
    }

    private Admission alone(Tenant tenant, Demand demand, Instant now, Admission.Unavailable unavailable) {
        if (tenant.failMode() == FailMode.CLOSED || allowance.isEmpty()) {
            return unavailable;
        }
        Standing seen = ledger.remembered(key(tenant), tenant.terms(), now);
        return seen.amendments().suspended()
                ? new Admission.Suspended(seen)
                : allowance.get().reserve(key(tenant), seen.limits(), demand, now);
    }

    /// What the store does not confirm is booked again: it may count twice, but is never forgotten.
    private void book(LocalAllowance local, Tenant tenant, Instant now) {
        local.take(key(tenant)).ifPresent(use -> {
            if (!ledger.charge(key(tenant), tenant.terms(), use, now)) {
                watch.silent(now);
                local.keep(key(tenant), use);
            }
        });
    }

    Settled settle(Reservation reservation, Demand actual, Instant now) {
        return LocalAllowance.holds(reservation) && allowance.isPresent()
                ? allowance.get().settle(reservation, actual, now)
                : ledger.settle(reservation, actual, now);
    }

    /// Suspends the tenant or changes its limits for a time, from this write on, for every process.
    ///
    /// @param wanted made from those of [#standing], so that they carry the version they replace
    public Amended amend(Tenant tenant, Amendments wanted, Instant now) {
        return ledger.amend(key(tenant), tenant.terms(), wanted, now);
    }

    /// How the tenant stands now, with what was amended.
    public Standing standing(Tenant tenant, Instant now) {
        return ledger.standing(key(tenant), tenant.terms(), now);
    }

    private static String key(Tenant tenant) {
        return "T#" + tenant.id();
    }
}
