package io.breakwater.quota.operations;

import io.breakwater.model.Claim;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.amendments.StoredAmendments;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.limits.Bucket;
import io.breakwater.quota.limits.CalendarWindow;
import io.breakwater.quota.limits.CapacityGrant;
import io.breakwater.quota.limits.ConcurrencyLimit;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.HoldGenerations;
import io.breakwater.quota.limits.ItemView;
import io.breakwater.quota.limits.LearnedQuota;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.PlanDraft;
import io.breakwater.quota.limits.PriorityBucket;
import io.breakwater.quota.limits.ReservationPlan;
import io.breakwater.quota.limits.RetryBudget;
import io.breakwater.quota.limits.ThrottleRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The arithmetic of a reservation: one conditional write over all limits at once.
final class ReservationPlanner {
    private final Epochs epochs;

    ReservationPlanner(Epochs epochs) {
        this.epochs = epochs;
    }

    /// @param terms the terms before the item's amendments
    ReservationPlan plan(ItemView view, Terms terms, LedgerAmount amount, Instant at) {
        return plan(view, terms, amount, at, ItemAccess.USUAL_HOLD_NANOS);
    }

    /// @param holdNanos how long a request usually holds its reservation
    ReservationPlan plan(ItemView view, Terms terms, LedgerAmount amount, Instant at, long holdNanos) {
        LedgerItem item = view.item();
        long now = LedgerTime.nanos(at);
        PlanDraft draft = new PlanDraft(
                view, now, terms.shadow(), holdNanos, terms.maxWait().toNanos());
        Amendments amendments = StoredAmendments.in(item);
        draft.guard(StoredAmendments.unchanged(item));
        if (amendments.suspended()) {
            draft.suspend();
        }
        Limits limits =
                LearnedQuota.over(terms, amendments.over(terms.limits(), at).share(terms.ledgerShards()), item, now);
        LearnedQuota.guard(draft, terms);
        largestRequest(draft, limits, amount);
        if (terms.numbered()) {
            draft.change(new Change.Add(ItemAttributes.CALLS, 1));
        }
        if (terms.retry()) {
            RetryBudget.check(draft);
        }
        perMinute(draft, terms, limits, amount);
        if (terms.numbered()) {
            ThrottleRow.check(draft);
        }
        HoldGenerations generations = HoldGenerations.of(draft, epochs.epoch(now));
        generations.open(draft);
        new ConcurrencyLimit(limits.concurrency()).reserve(draft, generations);
        CalendarWindow.day(limits.tokensPerDay()).reserve(draft, generations, amount.dayTokens());
        CalendarWindow.month(limits.nanoUsdPerMonth()).reserve(draft, generations, amount.nanoUsd());
        return draft.finish();
    }

    private static void perMinute(PlanDraft draft, Terms terms, Limits limits, LedgerAmount amount) {
        if (terms.claim().isPresent()) {
            PriorityBucket.reserve(draft, limits, terms.claim().get(), amount);
        } else {
            Bucket.requests(limits).reserve(draft, 1);
            Bucket.tokens(limits).reserve(draft, amount.tokens());
        }
    }

    private static void largestRequest(PlanDraft draft, Limits limits, LedgerAmount amount) {
        long most = limits.largestRequestTokens();
        if (most > 0 && amount.tokens() > most) {
            draft.tooLarge(LimitName.LARGEST_REQUEST, amount.tokens(), most);
        }
    }

    /// The numbers of an item that have expired with time alone and that the next reservation resets:
    /// buckets that have run empty, an epoch that has passed.
    Set<String> expired(LedgerItem item, Terms terms, Limits limits, long now) {
        Stream<String> empty = buckets(terms, limits).stream()
                .filter(bucket -> bucket.expired(item, now))
                .map(Bucket::attribute);
        Stream<String> passed = HoldGenerations.of(item, epochs.epoch(now)).expired()
                ? Stream.of(ItemAttributes.EPOCH)
                : Stream.empty();
        return Stream.concat(empty, passed).collect(Collectors.toSet());
    }

    /// The buckets that a request may fill.
    private static List<Bucket> buckets(Terms terms, Limits limits) {
        return terms.claim()
                .map(claim -> PriorityBucket.buckets(limits, claim))
                .orElseGet(() -> List.of(Bucket.requests(limits), Bucket.tokens(limits)));
    }

    /// The most tokens that one request can ever reserve of a minute, however idle the item is;
    /// [Long#MAX_VALUE] without such a limit.
    static long mostTokens(Terms terms) {
        Limits limits = terms.share();
        if (limits.tokensPerMinute() == 0) {
            return Long.MAX_VALUE;
        }
        return terms.claim()
                .map(claim -> PriorityBucket.tokens(limits, claim).most())
                .orElseGet(() -> Bucket.tokens(limits).capacity());
    }

    /// The guess for an unknown item: it is in use, in the current windows, below its limits.
    LedgerItem assumed(long now) {
        return new LedgerItem(Map.of(
                ItemAttributes.REQUEST_BUCKET,
                now,
                ItemAttributes.TOKEN_BUCKET,
                now,
                ItemAttributes.EPOCH,
                epochs.epoch(now),
                ItemAttributes.IN_FLIGHT,
                0L,
                ItemAttributes.DAY,
                LedgerTime.day(now),
                ItemAttributes.DAY_TOKENS,
                0L,
                ItemAttributes.MONTH,
                LedgerTime.month(now),
                ItemAttributes.MONTH_MICRO_USD,
                0L));
    }

    /// @param limits the limits in force when it was written
    Reservation reservation(LedgerCommand.Reserve asked, Limits limits, ReservationPlan.Write plan, LedgerItem after) {
        Set<LimitName> overlooked = plan.overlooked();
        return new Reservation(
                asked.key(),
                asked.amount(),
                overlooked.contains(LimitName.TOKENS_PER_MINUTE) ? limits.with(LimitName.TOKENS_PER_MINUTE, 0) : limits,
                taken(asked, limits, plan, after),
                new Reservation.Hold(
                        after.orZero(ItemAttributes.DAY),
                        after.orZero(ItemAttributes.MONTH),
                        after.orZero(ItemAttributes.EPOCH),
                        asked.nanos(),
                        Optional.empty()),
                Reservation.Booking.NONE);
    }

    private static Reservation.Taken taken(
            LedgerCommand.Reserve asked, Limits limits, ReservationPlan.Write plan, LedgerItem after) {
        Optional<Claim> guaranteed = asked.terms().claim().filter(_ -> plan.grant() == CapacityGrant.GUARANTEED);
        return new Reservation.Taken(
                plan.grant(),
                guaranteed,
                plan.overlooked(),
                after.orZero(ItemAttributes.TOKEN_BUCKET),
                guaranteed
                        .map(own -> after.orZero(PriorityBucket.tokenAttribute(own)))
                        .orElse(0L),
                after.number(ItemAttributes.CALLS),
                asked.terms().maxWait().isZero()
                        ? Duration.ZERO
                        : begins(limits, asked.terms().shadow(), after, asked.nanos()));
    }

    /// How long until both per-minute limits have the reserved room; no request waits for a limit in
    /// shadow.
    private static Duration begins(Limits limits, Set<LimitName> shadow, LedgerItem after, long now) {
        return Duration.ofNanos(Stream.of(Bucket.requests(limits), Bucket.tokens(limits))
                .filter(bucket -> !shadow.contains(bucket.name()))
                .mapToLong(bucket -> bucket.begins(after, now))
                .max()
                .orElse(0));
    }
}
