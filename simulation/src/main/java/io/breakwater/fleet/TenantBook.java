package io.breakwater.fleet;

import io.breakwater.model.FailMode;
import io.breakwater.model.Limits;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.limits.Bucket;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.usage.UsageToday;
import io.breakwater.quota.usage.UsageTotals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What a tenant holds and was charged, counted by the simulator itself, beside what its ledger says.
final class TenantBook {
    private final Tenant tenant;
    private final FleetTime time;
    private final FleetFindings findings;
    private final AdmissionJudge judge;
    private final boolean clocksJump;
    private final List<Serving> running = new ArrayList<>();
    private final Map<String, Long> underestimated = new HashMap<>();
    private final Map<String, Long> overtold = new HashMap<>();
    private long charged;
    private boolean known = true;

    /// @param slack how far apart admissions may be judged
    TenantBook(Tenant tenant, FleetTime time, FleetFindings findings, Duration slack, boolean clocksJump) {
        this.tenant = tenant;
        this.time = time;
        this.findings = findings;
        this.judge = new AdmissionJudge(tenant.limits(), slack);
        this.clocksJump = clocksJump;
    }

    /// The names of a tenant's ledger items, by docs/quota.md.
    static List<String> items(Tenant tenant) {
        String key = "T#" + tenant.id();
        int many = tenant.terms().ledgerShards();
        return many == 1
                ? List.of(key)
                : IntStream.range(0, many)
                        .mapToObj(item -> key + "#" + many + "#" + item)
                        .toList();
    }

    TenantId tenant() {
        return tenant.id();
    }

    private String key() {
        return "T#" + tenant.id();
    }

    /// Checks an admission against the limits of requests at once, of the day and of the minute. A request
    /// that holds twice, since the answer to its first write was lost, runs once.
    void reserved(String item, @Nullable Serving serving, LedgerItem after) {
        running.removeIf(one -> !one.runs());
        if (serving != null && !running.contains(serving)) {
            running.add(serving);
        }
        underestimated.put(item, running.stream().mapToLong(TenantBook::input).sum());
        long most = tenant.limits().concurrency();
        boolean few = most == 0 || running.size() <= most || clocksJump;
        findings.look(Property.I5, few, key(), few ? "" : running.size() + " at once of " + most);
        day(item, after);
        if (serving == null) {
            admitted();
        } else {
            serving.waits().admitted(ahead(serving, after), this::admitted);
        }
        if (tenant.terms().ledgerShards() > 1) {
            findings.saw("admitted by one of several items");
        }
    }

    /// Whether a request's place in the minute is not there yet when it is reserved, by its copy's clock.
    private boolean ahead(Serving serving, LedgerItem after) {
        Limits part = tenant.limits().share(tenant.terms().ledgerShards());
        return Bucket.requests(part)
                        .begins(after, LedgerTime.nanos(serving.waits().now()))
                > 0;
    }

    /// Each of several items has an equal part of the day.
    private void day(String item, LedgerItem after) {
        long day = tenant.limits().tokensPerDay() / tenant.terms().ledgerShards();
        boolean today = day == 0 || after.orZero(ItemAttributes.DAY_TOKENS) <= day;
        findings.look(
                Property.I5,
                today,
                item,
                today ? "" : after.orZero(ItemAttributes.DAY_TOKENS) + " tokens of a day of " + day);
    }

    private void admitted() {
        boolean within = judge.admitted(time.elapsed());
        findings.look(Property.I5, within, key(), within ? "" : "more requests than the minute has: " + judge);
    }

    /// A request that its copy has admitted by itself counts there, even if it has reserved here as
    /// well and the answer to that was lost.
    void admittedLocally(@Nullable Serving serving) {
        running.remove(serving);
        if (serving != null) {
            serving.waits().admittedLocally();
        }
    }

    /// Checks an item's day again: what the requests that ran when the last one was admitted there have used
    /// beyond their reservations can only be input that was estimated too low, and what was reported too much.
    void settled(String item, Serving serving, LedgerItem after) {
        running.remove(serving);
        long day = tenant.limits().tokensPerDay() / tenant.terms().ledgerShards();
        long reportedTooMuch = overtold.merge(item, serving.bill().overtold(), Long::sum);
        long most = day + underestimated.getOrDefault(item, 0L) + reportedTooMuch;
        boolean within = day == 0
                || tenant.failMode() == FailMode.LOCAL
                || clocksJump
                || after.orZero(ItemAttributes.DAY_TOKENS) <= most;
        findings.look(
                Property.I5,
                within,
                item,
                within ? "" : after.orZero(ItemAttributes.DAY_TOKENS) + " tokens counted of at most " + most);
    }

    private static long input(Serving serving) {
        return serving.inputTokens()
                + serving.asked().turn().map(Serving.Turn::prefix).orElse(0L);
    }

    /// Checks a refusal because the day is used up, of a tenant with one item. What a request asks for that has not
    /// said it can be the whole day: more is refused as too large.
    void usedUp(Function<String, LedgerItem> now, Serving serving, Instant at) {
        if (tenant.terms().ledgerShards() > 1) {
            return;
        }
        LedgerStatus.Counted day = LedgerStatus.of(now.apply(key()), tenant.limits(), at, Epochs.STANDARD)
                .day();
        long spent = day.total() - day.held();
        long limit = tenant.limits().tokensPerDay();
        long asked = serving.conduct().asked().orElse(limit);
        boolean full = spent + asked > limit;
        findings.look(
                Property.I21,
                full,
                key(),
                full ? "" : "%d spent and %d asked of %s".formatted(spent, asked, tenant.limits()));
    }

    /// Records a request's charge in tokens of the day; empty if it is not known.
    void charged(OptionalLong tokens) {
        known &= tokens.isPresent();
        charged += tokens.orElse(0);
    }

    /// Checks that a ledger of which all is known has exactly what was charged, in sum and by model.
    void sums(Function<String, LedgerItem> now, Instant at) {
        sum("booked", now, item -> item.orZero(ItemAttributes.DAY_TOKENS));
        sum(
                "booked by model",
                now,
                item -> UsageToday.models(item, at).values().stream()
                        .mapToLong(UsageTotals::tokens)
                        .sum());
    }

    private void sum(String what, Function<String, LedgerItem> now, ToLongFunction<LedgerItem> tokens) {
        long booked = items(tenant).stream()
                .mapToLong(item -> tokens.applyAsLong(now.apply(item)))
                .sum();
        boolean same = !known || booked == charged;
        findings.look(
                Property.I6, same, key(), same ? "" : "charged %d tokens, %s %d".formatted(charged, what, booked));
    }
}
