package io.breakwater.fleet;

import io.breakwater.model.Tenant;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What a tenant holds and was charged, counted by the simulator itself, beside what its ledger says.
final class TenantBook {
    private final Tenant tenant;
    private final FleetFindings findings;
    private final AdmissionJudge judge;
    private final boolean clocksJump;
    private final List<Serving> running = new ArrayList<>();
    private long charged;
    private boolean known = true;

    /// @param slack how far apart admissions may be judged
    TenantBook(Tenant tenant, FleetFindings findings, Duration slack, boolean clocksJump) {
        this.tenant = tenant;
        this.findings = findings;
        this.judge = new AdmissionJudge(tenant.limits(), slack);
        this.clocksJump = clocksJump;
    }

    private String key() {
        return "T#" + tenant.id();
    }

    /// Checks an admission against the limits of requests at once, of the day and of the minute. A request
    /// that holds twice, since the answer to its first write was lost, runs once.
    void reserved(@Nullable Serving serving, LedgerItem after, Duration at) {
        running.removeIf(one -> !one.runs());
        if (serving != null && !running.contains(serving)) {
            running.add(serving);
        }
        long most = tenant.limits().concurrency();
        boolean few = most == 0 || running.size() <= most || clocksJump;
        findings.look(Property.I5, few, key(), few ? "" : running.size() + " at once of " + most);
        long day = tenant.limits().tokensPerDay();
        boolean today = day == 0 || after.orZero(ItemAttributes.DAY_TOKENS) <= day;
        findings.look(
                Property.I5,
                today,
                key(),
                today ? "" : after.orZero(ItemAttributes.DAY_TOKENS) + " tokens of a day of " + day);
        boolean within = judge.admitted(at);
        findings.look(Property.I5, within, key(), within ? "" : "more requests than the minute has: " + judge);
    }

    /// A request that its copy has admitted by itself counts there, even if it has reserved here as
    /// well and the answer to that was lost.
    void admittedLocally(@Nullable Serving serving) {
        running.remove(serving);
    }

    void settled(Serving serving) {
        running.remove(serving);
    }

    /// Records a request's charge in tokens of the day; empty if it is not known.
    void charged(OptionalLong tokens) {
        known &= tokens.isPresent();
        charged += tokens.orElse(0);
    }

    /// Checks that a ledger of which all is known has exactly what was charged.
    void sum(LedgerItem now) {
        long booked = now.orZero(ItemAttributes.DAY_TOKENS);
        boolean same = !known || booked == charged;
        findings.look(Property.I6, same, key(), same ? "" : "charged %d tokens, booked %d".formatted(charged, booked));
    }
}
