package io.breakwater.quota;

import java.util.Set;

/// The arithmetic of a renewal: what the epoch before holds of a reservation goes over into the current one.
/// Nothing is counted anew, and no limit is asked: it was admitted when it began. What has dropped out
/// meanwhile is held again, even beyond a limit, since its request is running.
record RenewalPlanner(Reservation reservation, HoldMark mark, Image image, Generations generations) {

    /// Whether the current epoch holds it already.
    boolean done() {
        return generations.same() && reservation.heldIn(image) == generations.current();
    }

    ConditionalWrite write() {
        PlanDraft draft = new PlanDraft(image, 0, Bet.KNOWN, Set.of(), 0);
        boolean kept = kept();
        draft.guard(mark.unchanged(image));
        draft.change(new Change.Put(mark.attribute(), generations.current()));
        generations.open(draft);
        new InFlight(0).renew(draft, generations, kept);
        Demand demand = reservation.demand();
        Window.day(0).renew(draft, generations, new Window.Renewal(reservation.day(), demand.dayTokens(), kept));
        Window.month(0).renew(draft, generations, new Window.Renewal(reservation.month(), demand.microUsd(), kept));
        return draft.written();
    }

    private boolean kept() {
        return generations.keeps(reservation.heldIn(image));
    }
}
