package io.breakwater.quota.operations;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.quota.amendments.StoredAmendments;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.ExpiringField;
import io.breakwater.quota.limits.ExpiryPredictor;
import io.breakwater.quota.limits.ItemView;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.limits.ReservationPlan;
import io.breakwater.quota.limits.Shortfall;
import java.time.Duration;
import java.util.List;

/// One reservation: it tries to write what the planner makes of the best view at hand, all tries at the same `now`.
final class ReserveOperation {
    /// Two attempts of 300 ms are what a caller can wait for.
    private static final int MOST_UNANSWERED = 2;

    private final ItemAccess items;
    private final LedgerCommand.Reserve asked;
    private int unanswered;

    ReserveOperation(ItemAccess items, LedgerCommand.Reserve asked) {
        this.items = items;
        this.asked = asked;
    }

    /// What comes of a try.
    private sealed interface Next {

        record Decided(Admission admission) implements Next {}

        record Again(ItemView view) implements Next {}
    }

    Admission run() {
        ItemView view = firstView();
        for (int attempt = 1; attempt <= Ledger.MOST_TRIES; attempt++) {
            switch (attempt(view)) {
                case Next.Decided(Admission admission) -> {
                    return admission;
                }
                case Next.Again(ItemView better) -> view = better;
            }
        }
        return new Admission.Unavailable(
                "the ledger item " + asked.key() + " changed under " + Ledger.MOST_TRIES + " tries", false);
    }

    /// The item as it was last seen, or else the steady state, which needs no value of the item.
    private ItemView firstView() {
        ItemView seen = items.cache().of(asked.key());
        return seen.unknown() ? ItemView.stale(items.planner().steady(asked.nanos()), seen.predictor()) : seen;
    }

    private Next attempt(ItemView view) {
        return switch (plan(view)) {
            case ReservationPlan.TooLarge(LimitName limit, long wanted, long most) ->
                new Next.Decided(new Admission.TooLarge(limit, wanted, most));
            case ReservationPlan.Suspended() -> new Next.Decided(new Admission.Suspended(status(view.item())));
            case ReservationPlan.NoRoom(LimitName limit, Duration wait, Shortfall shortfall) ->
                new Next.Decided(new Admission.Refused(limit, wait, status(view.item()), shortfall));
            case ReservationPlan.Write plan -> written(view, plan, items.store().write(asked.key(), plan.write()));
        };
    }

    private ReservationPlan plan(ItemView view) {
        MeanHoldTime usual = items.cache().holdTime(asked.key());
        return items.planner().plan(view, asked.terms(), asked.amount(), asked.now(), usual);
    }

    private Next written(ItemView view, ReservationPlan.Write plan, WriteResult result) {
        return switch (result) {
            case WriteResult.Applied(LedgerItem after) -> {
                learnApplied(view, after);
                yield new Next.Decided(new Admission.Admitted(
                        items.planner().reservation(asked, limits(after), plan, after), status(after)));
            }
            case WriteResult.Refused(LedgerItem actual) -> {
                learnRefuted(view, actual);
                yield new Next.Again(ItemView.current(actual));
            }
            case WriteResult.Busy(String reason) -> new Next.Decided(new Admission.Unavailable(reason, false));
            case WriteResult.Unknown(String reason) -> unanswered(view, reason);
        };
    }

    /// Once more: a reservation that was written after all only holds too much until it heals.
    private Next unanswered(ItemView view, String reason) {
        return ++unanswered < MOST_UNANSWERED
                ? new Next.Again(view)
                : new Next.Decided(new Admission.Unavailable(reason, true));
    }

    private void learnRefuted(ItemView refuted, LedgerItem actual) {
        ExpiryPredictor known = items.cache().of(asked.key()).predictor();
        ExpiryPredictor learnt = refuted.stale() ? known.refuted(refuted.item(), actual, expiring(actual)) : known;
        items.cache().remember(asked.key(), actual, learnt);
    }

    private void learnApplied(ItemView held, LedgerItem after) {
        ExpiryPredictor known = items.cache().of(asked.key()).predictor();
        ExpiryPredictor learnt = held.stale() ? known.confirmed(held.item(), expiring(after)) : known;
        items.cache().remember(asked.key(), after, learnt);
    }

    private List<ExpiringField> expiring(LedgerItem item) {
        return items.planner().expiring(asked.terms(), limits(item), asked.nanos());
    }

    /// The limits that count according to the actual item.
    private Limits limits(LedgerItem item) {
        return StoredAmendments.in(item)
                .over(asked.terms().limits(), asked.now())
                .share(asked.terms().ledgerShards());
    }

    private LedgerStatus status(LedgerItem item) {
        return items.status(item, asked.terms(), asked.now());
    }
}
