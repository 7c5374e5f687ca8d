package io.breakwater.fleet;

import io.breakwater.model.Limits;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Usd;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.item.StoredMoney;
import io.breakwater.quota.limits.Bucket;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.usage.UsageToday;
import io.breakwater.quota.usage.UsageTotals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
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
    private final Map<String, ItemBook> items;
    private long charged;
    private long chargedNanoUsd;
    private boolean known = true;

    /// @param slack how far apart admissions may be judged
    TenantBook(
            Tenant tenant,
            Dearest dearest,
            FleetTime time,
            FleetFindings findings,
            Duration slack,
            boolean clocksJump) {
        this.tenant = tenant;
        this.time = time;
        this.findings = findings;
        this.judge = new AdmissionJudge(tenant.limits(), slack);
        this.clocksJump = clocksJump;
        this.items = items(tenant).stream()
                .collect(Collectors.toMap(
                        item -> item, item -> new ItemBook(item, tenant, dearest, time, findings, slack, clocksJump)));
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

    /// Checks an admission against the limits of requests at once, of the minute, of the day and of the
    /// month. A request that holds twice, since the answer to its first write was lost, runs once.
    void reserved(String item, @Nullable Serving serving, ConditionalWrite write, LedgerItem after) {
        running.removeIf(one -> !one.runs());
        if (serving != null && !running.contains(serving)) {
            running.add(serving);
        }
        long most = tenant.limits().concurrency();
        boolean few = most == 0 || running.size() <= most || clocksJump;
        findings.look(Property.I5, few, key(), few ? "" : running.size() + " at once of " + most);
        book(item).counts(running, after);
        minute(item, serving, write, after);
        if (tenant.terms().ledgerShards() > 1) {
            findings.saw("admitted by one of several items");
        }
    }

    private ItemBook book(String item) {
        return Optional.ofNullable(items.get(item)).orElseThrow();
    }

    /// What is not there yet when a request reserves it, by its copy's clock, counts when it begins.
    private void minute(String item, @Nullable Serving serving, ConditionalWrite write, LedgerItem after) {
        Limits part = tenant.limits().share(tenant.terms().ledgerShards());
        boolean requestAhead = serving != null && ahead(Bucket.requests(part), serving, after);
        boolean tokensAhead = serving != null && ahead(Bucket.tokens(part), serving, after);
        Runnable tokens = book(item).reserves(serving, write, tokensAhead);
        counted(!requestAhead, !tokensAhead, tokens);
        if (serving != null && (requestAhead || tokensAhead)) {
            serving.waits().admittedAhead(() -> counted(requestAhead, tokensAhead, tokens));
        }
    }

    private void counted(boolean request, boolean itsTokens, Runnable tokens) {
        if (request) {
            admitted();
        }
        if (itsTokens) {
            tokens.run();
        }
    }

    private static boolean ahead(Bucket bucket, Serving serving, LedgerItem after) {
        return bucket.begins(after, LedgerTime.nanos(serving.waits().now())) > 0;
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

    void settled(String item, Serving serving, ConditionalWrite write, LedgerItem after) {
        running.remove(serving);
        book(item).settled(serving, write, after);
    }

    /// Checks a refusal because the day or the month is used up, of a tenant with one item. What a
    /// request asks for that has not said it can be all of it: more is refused as too large.
    void usedUp(boolean ofMonth, Function<String, LedgerItem> now, Serving serving, Instant at) {
        if (tenant.terms().ledgerShards() > 1) {
            return;
        }
        LedgerStatus status = LedgerStatus.of(now.apply(key()), tenant.limits(), at, Epochs.STANDARD);
        if (ofMonth) {
            OptionalLong micros = serving.conduct().askedMicroUsd();
            long limit = tenant.limits().nanoUsdPerMonth();
            full(status.month(), limit, micros.isPresent() ? Usd.NANOS_IN_MICRO * micros.getAsLong() : limit);
        } else {
            long limit = tenant.limits().tokensPerDay();
            full(status.day(), limit, serving.conduct().asked().orElse(limit));
        }
    }

    private void full(LedgerStatus.Counted window, long limit, long asked) {
        long spent = window.total() - window.held();
        boolean full = spent + asked > limit;
        findings.look(
                Property.I21,
                full,
                key(),
                full ? "" : "%d spent and %d asked of %s".formatted(spent, asked, tenant.limits()));
    }

    /// Records what a request was charged; empty if it is not known.
    void charged(Optional<Serving.Charged> charge) {
        known &= charge.isPresent();
        charged += charge.map(Serving.Charged::tokens).orElse(0L);
        chargedNanoUsd += charge.map(Serving.Charged::nanoUsd).orElse(0L);
    }

    /// Checks that a ledger of which all is known has exactly what was charged, in sum and by model.
    void sums(Function<String, LedgerItem> now, Instant at) {
        sum("tokens booked", charged, now, item -> item.orZero(ItemAttributes.DAY_TOKENS));
        sum(
                "tokens booked by model",
                charged,
                now,
                item -> UsageToday.models(item, at).values().stream()
                        .mapToLong(UsageTotals::tokens)
                        .sum());
        sum(
                "nano-USD booked",
                chargedNanoUsd,
                now,
                item -> StoredMoney.ofMonth(item.orZero(ItemAttributes.MONTH)).nanoUsd(item));
    }

    private void sum(String what, long charges, Function<String, LedgerItem> now, ToLongFunction<LedgerItem> counted) {
        long booked = items(tenant).stream()
                .mapToLong(item -> counted.applyAsLong(now.apply(item)))
                .sum();
        boolean same = !known || booked == charges;
        findings.look(Property.I6, same, key(), same ? "" : "charged %d, %d %s".formatted(charges, booked, what));
    }
}
