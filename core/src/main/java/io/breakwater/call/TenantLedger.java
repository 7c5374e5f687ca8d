package io.breakwater.call;

import io.breakwater.model.Tenant;
import io.breakwater.quota.Admission;
import io.breakwater.quota.Amended;
import io.breakwater.quota.Amendments;
import io.breakwater.quota.Demand;
import io.breakwater.quota.Ledger;
import io.breakwater.quota.Reservation;
import io.breakwater.quota.Settled;
import io.breakwater.quota.Standing;
import java.time.Instant;

/// The quota ledger: what each tenant may use, kept exactly.
public final class TenantLedger {
    private final Ledger ledger;

    public TenantLedger(Ledger ledger) {
        this.ledger = ledger;
    }

    Admission reserve(Tenant tenant, Demand demand, Instant now) {
        return ledger.reserve(key(tenant), tenant.limits(), demand, now);
    }

    Settled settle(Reservation reservation, Demand actual, Instant now) {
        return ledger.settle(reservation, actual, now);
    }

    /// Suspends the tenant or changes its limits for a time, from this write on, for every process.
    ///
    /// @param wanted made from those of [#standing], so that they carry the version they replace
    public Amended amend(Tenant tenant, Amendments wanted, Instant now) {
        return ledger.amend(key(tenant), wanted, now);
    }

    /// How the tenant stands now, with what was amended.
    public Standing standing(Tenant tenant, Instant now) {
        return ledger.standing(key(tenant), tenant.limits(), now);
    }

    private static String key(Tenant tenant) {
        return "T#" + tenant.id();
    }
}
