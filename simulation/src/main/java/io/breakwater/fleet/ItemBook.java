package io.breakwater.fleet;

import io.breakwater.model.FailMode;
import io.breakwater.model.Limits;
import io.breakwater.model.Tenant;
import io.breakwater.model.Usd;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One of the items that a tenant's limits are divided among equally: checks what it counts in the
/// minute, in the day and in the month.
final class ItemBook {
    private final String item;
    private final Limits limits;
    private final Dearest dearest;
    private final FleetTime time;
    private final FleetFindings findings;
    private final TokenMinute minute;
    private final boolean exact;
    private final Map<Serving, Held> held = new HashMap<>();
    private long underestimated;
    private long running;
    private long overtold;

    /// @param slack how far apart admissions may be judged
    ItemBook(
            String item,
            Tenant tenant,
            Dearest dearest,
            FleetTime time,
            FleetFindings findings,
            Duration slack,
            boolean clocksJump) {
        this.item = item;
        this.limits = tenant.limits().share(tenant.terms().ledgerShards());
        this.dearest = dearest;
        this.time = time;
        this.findings = findings;
        this.minute = new TokenMinute(limits, slack);
        this.exact = tenant.failMode() != FailMode.LOCAL && !clocksJump;
    }

    /// What a request has last reserved here, in tokens of the day and of the minute.
    private record Held(long dayTokens, long minuteTokens, TokenMinute.Place place) {}

    /// Checks the day and the month when a request has reserved.
    ///
    /// @param admitted all that run now
    void counts(Collection<Serving> admitted, LedgerItem after) {
        underestimated = admitted.stream().mapToLong(ItemBook::input).sum();
        running = admitted.size();
        day(after, limits.tokensPerDay(), "of a day of");
        month(after, monthMicroUsd(), "of a month of");
    }

    /// A request reserves tokens of the minute.
    ///
    /// @param ahead whether their room is not there yet
    /// @return what checks the minute when the request begins
    Runnable reserves(@Nullable Serving serving, ConditionalWrite write, boolean ahead) {
        long dayTokens = LedgerWrites.holds(write);
        long tokens = dearest.minuteTokens(dayTokens);
        TokenMinute.Place place = minute.reserved(tokens, ahead);
        if (serving != null) {
            held.put(serving, new Held(dayTokens, tokens, place));
        }
        return () -> begins(place);
    }

    private void begins(TokenMinute.Place place) {
        boolean within = minute.begins(place, time.elapsed());
        if (limits.tokensPerMinute() > 0) {
            findings.look(Property.I5, within, item, within ? "" : "more tokens than the minute has: " + minute);
        }
    }

    /// Checks the day and the month again: what the requests that ran when the last one was admitted
    /// here have used beyond their reservations can only be input that was estimated too low, and what
    /// was reported too much.
    void settled(Serving serving, ConditionalWrite write, LedgerItem after) {
        Held reserved = held.remove(serving);
        if (reserved != null) {
            minute.settled(reserved.place(), time.elapsed(), used(serving, reserved, write));
        }
        overtold += serving.bill().overtold();
        if (exact) {
            long beyond = underestimated + overtold;
            day(after, limits.tokensPerDay() == 0 ? 0 : limits.tokensPerDay() + beyond, "counted of at most");
            month(
                    after,
                    monthMicroUsd() == 0 ? 0 : monthMicroUsd() + dearest.microUsd(beyond) + running,
                    "counted of at most");
        }
    }

    /// What it has used of the minute. Of calls that were given up, the day counts each token of output
    /// more often than the minute, but the minute no more than was reserved.
    private static long used(Serving serving, Held reserved, ConditionalWrite write) {
        long dayTokens = reserved.dayTokens() + LedgerWrites.counts(write, ItemAttributes.DAY_TOKENS);
        return serving.bill().allTold() ? dayTokens : Math.min(dayTokens, reserved.minuteTokens());
    }

    private static long input(Serving serving) {
        return serving.inputTokens()
                + serving.asked().turn().map(AskedRequest.Turn::prefix).orElse(0L);
    }

    private long monthMicroUsd() {
        return limits.nanoUsdPerMonth() / Usd.NANOS_IN_MICRO;
    }

    private void day(LedgerItem after, long most, String words) {
        look(after.orZero(ItemAttributes.DAY_TOKENS), most, "tokens " + words);
    }

    private void month(LedgerItem after, long most, String words) {
        look(after.orZero(ItemAttributes.MONTH_MICRO_USD), most, "micro-USD " + words);
    }

    /// @param most 0 for no limit
    private void look(long counted, long most, String words) {
        boolean within = counted <= most;
        if (most > 0) {
            findings.look(Property.I5, within, item, within ? "" : "%d %s %d".formatted(counted, words, most));
        }
    }
}
