package io.breakwater.quota.operations;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.quota.amendments.StoredAmendments;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.ExpiryPredictor;
import io.breakwater.quota.limits.ItemView;
import io.breakwater.quota.limits.LearnedQuota;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.limits.ReservationPlan;
import io.breakwater.quota.limits.Shortfall;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// One reservation: each try writes what the planner makes of the best view of the item, at the same
/// `now`.
final class ReserveOperation {
    /// Two attempts of 300 ms are what a caller can wait for.
    private static final int MOST_UNANSWERED = 2;

    private final ItemAccess items;
    private final LedgerCommand.Reserve asked;
    private ItemView view;
    private int unanswered;

    ReserveOperation(ItemAccess items, LedgerCommand.Reserve asked) {
        this.items = items;
        this.asked = asked;
        this.view = firstView(items, asked);
    }

    Admission run() {
        for (int attempt = 1; attempt <= Ledger.MOST_TRIES; attempt++) {
            Optional<Admission> decided = attempt();
            if (decided.isPresent()) {
                return decided.get();
            }
        }
        return new Admission.Unavailable(
                "the ledger item " + asked.key() + " changed under " + Ledger.MOST_TRIES + " tries", false);
    }

    /// The item as it was last seen, or else one in ordinary use, which needs no value of the item.
    private static ItemView firstView(ItemAccess items, LedgerCommand.Reserve asked) {
        ItemView seen = items.seen(asked.key());
        return seen.unknown() ? ItemView.stale(items.planner().assumed(asked.nanos()), seen.predictor()) : seen;
    }

    /// One try; empty if another one is needed, which will have a better view.
    private Optional<Admission> attempt() {
        return switch (plan()) {
            case ReservationPlan.TooLarge(LimitName limit, long wanted, long most) ->
                Optional.of(new Admission.TooLarge(limit, wanted, most));
            case ReservationPlan.Suspended() -> Optional.of(new Admission.Suspended(status(view.item())));
            case ReservationPlan.NoRoom(LimitName limit, Duration wait, Shortfall shortfall) ->
                Optional.of(new Admission.Refused(limit, wait, status(view.item()), shortfall));
            case ReservationPlan.Write plan -> written(plan, items.store().write(asked.key(), plan.write()));
        };
    }

    private ReservationPlan plan() {
        long holdNanos = items.holdNanos(asked.key());
        return items.planner().plan(view, asked.terms(), asked.amount(), asked.now(), holdNanos);
    }

    private Optional<Admission> written(ReservationPlan.Write plan, WriteResult result) {
        return switch (result) {
            case WriteResult.Applied(LedgerItem after) -> {
                learnApplied(after);
                yield Optional.of(new Admission.Admitted(
                        items.planner().reservation(asked, limits(after), plan, after), status(after)));
            }
            case WriteResult.Refused(LedgerItem actual) -> {
                learnRefuted(actual);
                view = ItemView.current(actual);
                yield Optional.empty();
            }
            case WriteResult.Busy(String reason) -> Optional.of(new Admission.Unavailable(reason, false));
            case WriteResult.Unknown(String reason) -> unanswered(reason);
        };
    }

    /// Allows another try: a reservation that was written after all only holds too much until its holds
    /// expire.
    private Optional<Admission> unanswered(String reason) {
        return ++unanswered < MOST_UNANSWERED ? Optional.empty() : Optional.of(new Admission.Unavailable(reason, true));
    }

    private void learnRefuted(LedgerItem actual) {
        ExpiryPredictor known = items.seen(asked.key()).predictor();
        ExpiryPredictor learnt =
                view.stale() ? known.refuted(expired(view.item(), actual), expired(actual, actual)) : known;
        items.remember(asked.key(), actual, learnt);
    }

    private void learnApplied(LedgerItem after) {
        ExpiryPredictor known = items.seen(asked.key()).predictor();
        ExpiryPredictor learnt = view.stale() ? known.confirmed(expired(view.item(), after)) : known;
        items.remember(asked.key(), after, learnt);
    }

    /// The numbers that have expired in an item, under the limits of the actual item.
    private Set<String> expired(LedgerItem item, LedgerItem actual) {
        return items.planner().expired(item, asked.terms(), limits(actual), asked.nanos());
    }

    /// The limits in force by the actual item.
    private Limits limits(LedgerItem item) {
        Limits amended = StoredAmendments.in(item)
                .over(asked.terms().limits(), asked.now())
                .share(asked.terms().ledgerShards());
        return LearnedQuota.over(asked.terms(), amended, item, asked.nanos());
    }

    private LedgerStatus status(LedgerItem item) {
        return items.status(item, asked.terms(), asked.now());
    }
}
