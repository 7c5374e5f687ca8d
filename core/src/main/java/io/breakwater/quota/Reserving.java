package io.breakwater.quota;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One demand on its way into an item: try after try, all at the same `now`.
final class Reserving {
    /// More tries than any run of the property tests has needed; beyond it the item is contended out of proportion.
    static final int MOST_TRIES = 8;

    /// Two attempts of 300 ms are what a caller can wait for.
    private static final int MOST_UNANSWERED = 2;

    private final LedgerStore store;
    private final LedgerMemory memory;
    private final Epochs epochs;
    private final ReservationPlanner planner;
    private final Asked asked;
    private int unanswered;

    /// What is asked for.
    ///
    /// @param nanos `now` in nanoseconds since 1970
    record Asked(String key, Terms terms, Demand demand, Instant now, long nanos) {}

    Reserving(LedgerStore store, LedgerMemory memory, Epochs epochs, ReservationPlanner planner, Asked asked) {
        this.store = store;
        this.memory = memory;
        this.epochs = epochs;
        this.planner = planner;
        this.asked = asked;
    }

    /// What a try works on.
    private record View(Image image, Bet bet) {}

    /// What comes of a try.
    private sealed interface Next {

        record Decided(Admission admission) implements Next {}

        record Again(View view) implements Next {}
    }

    Admission run() {
        View view = firstView();
        for (int attempt = 1; attempt <= MOST_TRIES; attempt++) {
            switch (attempt(view)) {
                case Next.Decided(Admission admission) -> {
                    return admission;
                }
                case Next.Again(View better) -> view = better;
            }
        }
        return new Admission.Unavailable(
                "the ledger item " + asked.key() + " changed under " + MOST_TRIES + " tries", false);
    }

    /// What is remembered, or else the steady state, which needs no value of the item.
    private View firstView() {
        LedgerMemory.Remembered remembered = memory.of(asked.key());
        Image guess = remembered.nothing() ? planner.steady(asked.nanos()) : remembered.image();
        return new View(guess, Bet.blind(remembered.hunches()));
    }

    private Next attempt(View view) {
        return switch (plan(view)) {
            case Planned.Never(LimitName limit, long wanted, long most) ->
                new Next.Decided(new Admission.TooLarge(limit, wanted, most));
            case Planned.Off() -> new Next.Decided(new Admission.Suspended(standing(view.image())));
            case Planned.Full(LimitName limit, Duration wait, Lack lack) ->
                new Next.Decided(new Admission.Refused(limit, wait, standing(view.image()), lack));
            case Planned.Go go -> written(view, go, store.write(asked.key(), go.write()));
        };
    }

    private Planned plan(View view) {
        HoldTime usual = memory.holdTime(asked.key());
        return planner.plan(view.image(), asked.terms(), asked.demand(), asked.now(), view.bet(), usual);
    }

    private Next written(View view, Planned.Go go, WriteResult result) {
        return switch (result) {
            case WriteResult.Applied(Image after) -> {
                learnApplied(view, after);
                yield new Next.Decided(
                        new Admission.Admitted(planner.reservation(asked, limits(after), go, after), standing(after)));
            }
            case WriteResult.Refused(Image actual) -> {
                learnRefuted(view, actual);
                yield new Next.Again(new View(actual, Bet.KNOWN));
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

    private void learnRefuted(View refuted, Image actual) {
        Hunches known = memory.of(asked.key()).hunches();
        Hunches learnt = refuted.bet().blind() ? known.refuted(refuted.image(), actual, lapses(actual)) : known;
        memory.remember(asked.key(), actual, learnt);
    }

    private void learnApplied(View held, Image after) {
        Hunches known = memory.of(asked.key()).hunches();
        Hunches learnt = held.bet().blind() ? known.confirmed(held.image(), lapses(after)) : known;
        memory.remember(asked.key(), after, learnt);
    }

    private List<Lapse> lapses(Image image) {
        return planner.lapses(asked.terms(), limits(image), asked.nanos());
    }

    /// What counts by an image that is known to be the item.
    private Limits limits(Image image) {
        return Amending.in(image)
                .over(asked.terms().limits(), asked.now())
                .share(asked.terms().ledgerShards());
    }

    private Standing standing(Image image) {
        return Standing.of(image, asked.terms(), asked.now(), epochs);
    }
}
