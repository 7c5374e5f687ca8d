package io.breakwater.quota.operations;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.quota.amendments.StoredAmendments;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.ExpiringField;
import io.breakwater.quota.limits.ExpiryPredictor;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.limits.ReservationPlan;
import io.breakwater.quota.limits.Shortfall;
import io.breakwater.quota.limits.StaleRead;
import java.time.Duration;
import java.util.List;

/// One demand on its way into an item: try after try, all at the same `now`.
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

    /// What a try works on.
    private record View(LedgerItem image, StaleRead bet) {}

    /// What comes of a try.
    private sealed interface Next {

        record Decided(Admission admission) implements Next {}

        record Again(View view) implements Next {}
    }

    Admission run() {
        View view = firstView();
        for (int attempt = 1; attempt <= Ledger.MOST_TRIES; attempt++) {
            switch (attempt(view)) {
                case Next.Decided(Admission admission) -> {
                    return admission;
                }
                case Next.Again(View better) -> view = better;
            }
        }
        return new Admission.Unavailable(
                "the ledger item " + asked.key() + " changed under " + Ledger.MOST_TRIES + " tries", false);
    }

    /// What is remembered, or else the steady state, which needs no value of the item.
    private View firstView() {
        ItemCache.Remembered remembered = items.cache().of(asked.key());
        LedgerItem guess = remembered.nothing() ? items.planner().steady(asked.nanos()) : remembered.image();
        return new View(guess, StaleRead.blind(remembered.hunches()));
    }

    private Next attempt(View view) {
        return switch (plan(view)) {
            case ReservationPlan.Never(LimitName limit, long wanted, long most) ->
                new Next.Decided(new Admission.TooLarge(limit, wanted, most));
            case ReservationPlan.Off() -> new Next.Decided(new Admission.Suspended(standing(view.image())));
            case ReservationPlan.Full(LimitName limit, Duration wait, Shortfall lack) ->
                new Next.Decided(new Admission.Refused(limit, wait, standing(view.image()), lack));
            case ReservationPlan.Go go -> written(view, go, items.store().write(asked.key(), go.write()));
        };
    }

    private ReservationPlan plan(View view) {
        MeanHoldTime usual = items.cache().holdTime(asked.key());
        return items.planner().plan(view.image(), asked.terms(), asked.amount(), asked.now(), view.bet(), usual);
    }

    private Next written(View view, ReservationPlan.Go go, WriteResult result) {
        return switch (result) {
            case WriteResult.Applied(LedgerItem after) -> {
                learnApplied(view, after);
                yield new Next.Decided(new Admission.Admitted(
                        items.planner().reservation(asked, limits(after), go, after), standing(after)));
            }
            case WriteResult.Refused(LedgerItem actual) -> {
                learnRefuted(view, actual);
                yield new Next.Again(new View(actual, StaleRead.KNOWN));
            }
            case WriteResult.Busy(String reason) -> new Next.Decided(new Admission.Unavailable(reason, false));
            case WriteResult.Unknown(String reason) -> unanswered(view, reason);
        };
    }

    /// Once more: a reservation that was written after all only holds too much until it heals.
    private Next unanswered(View view, String reason) {
        return ++unanswered < MOST_UNANSWERED
                ? new Next.Again(view)
                : new Next.Decided(new Admission.Unavailable(reason, true));
    }

    private void learnRefuted(View refuted, LedgerItem actual) {
        ExpiryPredictor known = items.cache().of(asked.key()).hunches();
        ExpiryPredictor learnt = refuted.bet().blind() ? known.refuted(refuted.image(), actual, lapses(actual)) : known;
        items.cache().remember(asked.key(), actual, learnt);
    }

    private void learnApplied(View held, LedgerItem after) {
        ExpiryPredictor known = items.cache().of(asked.key()).hunches();
        ExpiryPredictor learnt = held.bet().blind() ? known.confirmed(held.image(), lapses(after)) : known;
        items.cache().remember(asked.key(), after, learnt);
    }

    private List<ExpiringField> lapses(LedgerItem image) {
        return items.planner().lapses(asked.terms(), limits(image), asked.nanos());
    }

    /// What counts by an image that is known to be the item.
    private Limits limits(LedgerItem image) {
        return StoredAmendments.in(image)
                .over(asked.terms().limits(), asked.now())
                .share(asked.terms().ledgerShards());
    }

    private LedgerStatus standing(LedgerItem image) {
        return items.status(image, asked.terms(), asked.now());
    }
}
