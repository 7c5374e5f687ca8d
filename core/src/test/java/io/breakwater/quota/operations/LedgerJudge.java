package io.breakwater.quota.operations;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.limits.Bucket;
import io.breakwater.quota.limits.LedgerAmount;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compares a ledger with a naive model: leaky buckets, a sum for each day and month, and a list of
/// live requests.
final class LedgerJudge {
    private static final List<String> NEVER_NEGATIVE = List.of("cf", "c0", "c1", "t0", "t1", "h0", "h1", "d", "m");

    private final HistoryWorld world;
    private Limits limits;
    private final LeakyBucket requests;
    private final LeakyBucket tokens;
    private final LeakyBucket tokensWithDebt;
    private final Map<Long, Long> days = new HashMap<>();
    private final Map<Long, Long> months = new HashMap<>();
    private long live;
    private long now;

    LedgerJudge(HistoryWorld world, long now) {
        this.world = world;
        this.limits = world.limits();
        this.now = now;
        this.requests = new LeakyBucket(limits.requestsPerMinute(), now);
        this.tokens = new LeakyBucket(limits.tokensPerMinute(), now);
        this.tokensWithDebt = new LeakyBucket(limits.tokensPerMinute(), now);
    }

    void pass(long instant) {
        now = instant;
        List.of(requests, tokens, tokensWithDebt).forEach(bucket -> bucket.drain(instant));
    }

    /// @param limits the limits of the item, including amended ones
    /// @param written how often the item had been written
    record Asked(LedgerAmount demand, Limits limits, int written) {}

    /// @param now the time by the clock of the process that settles
    record Ended(Reservation reservation, LedgerAmount actual, long now) {}

    void reserved(LedgerItem before, LedgerItem after, Asked asked, Admission answer) {
        limits = asked.limits();
        LedgerAmount demand = asked.demand();
        boolean fits = fitsStrictly(demand);
        for (int time = 0; time < asked.written(); time++) {
            written(after, demand);
        }
        switch (answer) {
            case Admission.Admitted _ -> check(!after.equals(before), "nothing was written");
            case Admission.Refused(LimitName limit, var wait, var _, var _) -> {
                check(world.losses() || after.equals(before), "something was written");
                check(wait.isPositive(), "wait", wait);
                check(!world.strict() || !fits, "refused although it fits:", limit);
                check(!world.strict() || full(limit, demand), "refused for a limit that is not full:", limit);
            }
            case Admission.TooLarge(LimitName limit, long wanted, long most) -> {
                check(after.equals(before), "something was written");
                check(wanted > most, "not too large:", limit, wanted, most);
            }
            case Admission.Suspended _ -> {
                check(after.equals(before), "something was written");
                check(before.has("off"), "refused although nobody suspended it");
            }
            case Admission.Unavailable(String reason, var _) -> check(world.losses(), "unavailable", reason);
        }
    }

    /// The store took the write, whether or not the answer arrived.
    private void written(LedgerItem after, LedgerAmount demand) {
        requests.fill(requests.ticks(1));
        tokens.fill(tokens.ticks(demand.tokens()));
        tokensWithDebt.fill(tokens.ticks(demand.tokens()));
        check(!after.has("off"), "admitted although suspended");
        boundsHold(requests, Bucket.requests(limits));
        boundsHold(tokens, Bucket.tokens(limits));
        long day = days.merge(after.orZero(ItemAttributes.DAY), demand.tokens(), Long::sum);
        long month = months.merge(after.orZero(ItemAttributes.MONTH), wholeMicros(demand.nanoUsd()), Long::sum);
        check(!over(limits.tokensPerDay(), day), "tokens in a day", day);
        check(!over(limits.nanoUsdPerMonth(), month), "nano-USD in a month", month);
    }

    /// A bucket holds at most what is guaranteed at once, the documented slack, and the clocks'
    /// disagreement.
    private void boundsHold(LeakyBucket bucket, Bucket rule) {
        long most = rule.burstNanos() + Math.min(slackNanos(), rule.burstNanos()) + 2 * world.skewNanos();
        check(rule.unlimited() || bucket.level() <= most, "over the bucket's brim", rule, bucket.level(), most);
    }

    /// Six seconds with 60 or more requests per minute or without such a limit; below 60, the limit is
    /// kept to the request.
    private long slackNanos() {
        long perMinute = limits.requestsPerMinute();
        return perMinute == 0 || perMinute >= 60 ? 6_000_000_000L : 0;
    }

    private boolean fitsStrictly(LedgerAmount demand) {
        for (LimitName limit : LimitName.values()) {
            if (full(limit, demand)) {
                return false;
            }
        }
        return true;
    }

    /// Money is held in whole micro-USD, rounded up.
    private static long wholeMicros(long nanoUsd) {
        return 1_000 * Math.ceilDiv(nanoUsd, 1_000);
    }

    private boolean full(LimitName limit, LedgerAmount demand) {
        return switch (limit) {
            case REQUESTS_PER_MINUTE ->
                !requests.fits(1, Bucket.requests(limits).burstNanos());
            case TOKENS_PER_MINUTE ->
                !tokensWithDebt.fits(demand.tokens(), Bucket.tokens(limits).burstNanos());
            case TOKENS_PER_DAY ->
                over(limits.tokensPerDay(), days.getOrDefault(LedgerTime.day(now), 0L) + demand.tokens());
            case USD_PER_MONTH ->
                over(
                        limits.nanoUsdPerMonth(),
                        wholeMicros(months.getOrDefault(LedgerTime.month(now), 0L)) + wholeMicros(demand.nanoUsd()));
            case CONCURRENCY -> over(limits.concurrency(), live + 1);
            case LARGEST_REQUEST -> over(limits.largestRequestTokens(), demand.tokens());
        };
    }

    private static boolean over(long limit, long wanted) {
        return limit > 0 && wanted > limit;
    }

    void inFlight(int requestsInFlight, Limits counting) {
        check(
                world.dropping() || !over(counting.concurrency(), requestsInFlight),
                "more in flight than the limit:",
                requestsInFlight,
                counting.concurrency());
    }

    /// A renewal counts nothing again and leaves the buckets alone.
    void renewed(LedgerItem before, LedgerItem after, RenewalResult renewed) {
        check(renewed instanceof RenewalResult.Held || world.renewed(), "not renewed", renewed);
        for (String name : List.of("tR", "tT", "d", "m", "dW", "mW")) {
            check(before.orZero(name) == after.orZero(name), "changed by a renewal:", name);
        }
        check(rounded(before) == rounded(after), "changed by a renewal:", "what was rounded up");
    }

    /// What was rounded up in the item's month; no other month may have any.
    private long rounded(LedgerItem image) {
        String mine = "r" + image.orZero(ItemAttributes.MONTH);
        check(
                image.numbers().keySet().stream().allMatch(name -> name.charAt(0) != 'r' || name.equals(mine)),
                "rounded in another month:",
                image);
        check(image.orZero(mine) >= 0, "negative:", mine);
        return image.orZero(mine);
    }

    void settled(LedgerItem before, LedgerItem after, Ended ended, SettlementResult settled) {
        Reservation reservation = ended.reservation();
        LedgerAmount actual = ended.actual();
        switch (settled) {
            case SettlementResult.Booked _ -> check(!after.equals(before), "nothing was written");
            case SettlementResult.Expired() -> check(after.equals(before), "something was written");
            case SettlementResult.LeftToHeal(String reason) -> check(world.losses(), "left to heal", reason);
        }
        if (after.equals(before)) {
            return;
        }
        long moved = after.orZero(ItemAttributes.TOKEN_BUCKET) - before.orZero(ItemAttributes.TOKEN_BUCKET);
        refunded(moved, ended);
        tokens.giveBack(Math.max(0, -moved));
        tokensWithDebt.giveBack(Math.max(0, -moved));
        tokensWithDebt.fill(Math.max(0, moved));
        LedgerAmount held = reservation.amount();
        days.computeIfPresent(reservation.day(), (_, sum) -> sum + actual.tokens() - held.tokens());
        months.computeIfPresent(reservation.month(), (_, sum) -> sum + actual.nanoUsd() - wholeMicros(held.nanoUsd()));
    }

    /// What has drained is not given back, nor more than was left; usage beyond the reservation is
    /// charged.
    private void refunded(long moved, Ended ended) {
        long unused = ended.reservation().amount().tokens() - ended.actual().tokens();
        long left = Math.max(0, ended.reservation().taken().bucketNanos() - ended.now());
        check(-moved <= left, "more refunded than is left:", moved, left);
        check(-moved <= tokens.ticks(Math.max(0, unused)), "more refunded than was not used:", moved, unused);
        check(moved >= 0 || unused > 0, "refunded although all was used:", moved, unused);
        check(unused >= 0 || moved == tokens.ticks(-unused), "a debt that was not charged:", moved, unused);
    }

    /// Each counter equals the model's, or is an upper bound if requests crashed.
    void counters(LedgerItem image, List<LedgerHistory.Running> running) {
        live = running.size();
        NEVER_NEGATIVE.forEach(name -> check(image.orZero(name) >= 0, "negative:", name, image.orZero(name)));
        check(image.orZero("cf") == image.orZero("c0") + image.orZero("c1"), "cf is not c0 + c1:", image);
        if (image.has(ItemAttributes.DAY)) {
            equal("day", image.orZero("d"), days.get(image.orZero(ItemAttributes.DAY)));
            equal("month", 1_000 * image.orZero("m") - rounded(image), months.get(image.orZero(ItemAttributes.MONTH)));
        }
        held(image, running);
    }

    private void held(LedgerItem image, List<LedgerHistory.Running> running) {
        long count = 0;
        long heldTokens = 0;
        long heldNanoUsd = 0;
        for (LedgerHistory.Running request : running) {
            Reservation reservation = request.reservation();
            boolean live = heldIn(reservation, image) >= image.orZero(ItemAttributes.EPOCH) - 1;
            count += live ? 1 : 0;
            heldTokens += live && reservation.day() == image.orZero(ItemAttributes.DAY)
                    ? reservation.amount().tokens()
                    : 0;
            heldNanoUsd += live && reservation.month() == image.orZero(ItemAttributes.MONTH)
                    ? reservation.amount().nanoUsd()
                    : 0;
        }
        boolean exact = !world.crashes() && !world.losses();
        check(!exact || count == image.orZero("cf"), "slots held by nobody:", count, image);
        check(
                !exact || heldTokens == image.orZero("t0") + image.orZero("t1"),
                "tokens held by nobody:",
                heldTokens,
                image);
        check(count <= image.orZero("cf"), "more live requests than counted:", count, image);
        check(
                heldTokens <= image.orZero("t0") + image.orZero("t1"),
                "more tokens held than counted:",
                heldTokens,
                image);
        check(
                heldNanoUsd <= 1_000 * (image.orZero("h0") + image.orZero("h1")),
                "more nano-USD held than counted:",
                heldNanoUsd,
                image);
    }

    /// The epoch in which the item holds the reservation; a renewal whose answer was lost shows in the
    /// item.
    private static long heldIn(Reservation reservation, LedgerItem image) {
        return reservation.mark().isEmpty()
                ? reservation.epoch()
                : image.number("k" + reservation.mark().get().id()).orElse(reservation.epoch());
    }

    private static void equal(String what, long inItem, @Nullable Long inModel) {
        check(inModel != null && inItem == inModel, "the item and the model differ:", what, inItem, inModel);
    }

    /// This must be cheap if the claim holds: it runs some twenty times in each of half a million
    /// steps.
    private static void check(boolean holds, String claim, @Nullable Object... values) {
        if (!holds) {
            throw new AssertionError(claim + " " + Arrays.toString(values));
        }
    }
}
