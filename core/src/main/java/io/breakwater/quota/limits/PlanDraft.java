package io.breakwater.quota.limits;

import io.breakwater.model.LimitName;
import io.breakwater.quota.amendments.StoredAmendments;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.LedgerItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects what the dimensions of a reservation ask for; the longest wait and any "never" win.
///
/// A bet is a draft on an image that is guessed or stale: it never refuses for lack of room, since only the store
/// knows.
public final class PlanDraft {
    private final LedgerItem image;
    private final long now;
    private final StaleRead bet;
    private final Set<LimitName> shadow;
    private final long holdNanos;
    private final Set<LimitName> overlooked = EnumSet.noneOf(LimitName.class);
    private final List<Guard> guards = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private CapacityGrant room = new CapacityGrant.Open();
    private boolean suspended;
    private ReservationPlan.@Nullable Full full;
    private ReservationPlan.@Nullable Never never;

    /// @param shadow limits that are watched and refuse nobody
    /// @param holdNanos how long a request usually holds what it has reserved
    public PlanDraft(LedgerItem image, long now, StaleRead bet, Set<LimitName> shadow, long holdNanos) {
        this.image = image;
        this.now = now;
        this.bet = bet;
        this.shadow = shadow;
        this.holdNanos = holdNanos;
    }

    LedgerItem image() {
        return image;
    }

    long now() {
        return now;
    }

    boolean betsMoved(String attribute) {
        return bet.moved(attribute);
    }

    public void guard(Guard guard) {
        guards.add(guard);
    }

    public void change(Change change) {
        changes.add(change);
    }

    /// Whether a limit without room is to be left out, because it is only watched. A guess never shows that.
    boolean overlook(LimitName limit) {
        if (bet.blind() || !shadow.contains(limit)) {
            return false;
        }
        overlooked.add(limit);
        return true;
    }

    void refuse(LimitName limit, long waitNanos) {
        refuse(limit, waitNanos, Shortfall.OF_TIME);
    }

    /// Running requests have what is missing.
    void refuseUntilGivenBack(LimitName limit, Shortfall lack) {
        refuse(limit, lack.waitNanos(holdNanos), lack);
    }

    void refuse(LimitName limit, long waitNanos, Shortfall lack) {
        Duration wait = Duration.ofNanos(Math.max(1, waitNanos));
        if (!bet.blind() && (full == null || wait.compareTo(full.retryAfter()) > 0)) {
            full = new ReservationPlan.Full(limit, wait, lack);
        }
    }

    /// There is another way in, which has room after this time.
    void orAfter(long waitNanos) {
        if (full != null && waitNanos < full.retryAfter().toNanos()) {
            full = new ReservationPlan.Full(full.limit(), Duration.ofNanos(Math.max(1, waitNanos)), full.lack());
        }
    }

    /// Whose room the reservation takes.
    void from(CapacityGrant whose) {
        room = whose;
    }

    /// A guess at a suspension must not be written, only asked about.
    public void suspend() {
        suspended = true;
    }

    public void tooLarge(LimitName limit, long asked, long most) {
        if (!overlook(limit) && never == null) {
            never = new ReservationPlan.Never(limit, asked, most);
        }
    }

    /// What was collected, where nothing can refuse it.
    public ConditionalWrite written() {
        return new ConditionalWrite(guards, changes);
    }

    /// Suspensions and limits can be amended, so that a guessed image proves neither: the store is asked.
    public ReservationPlan finish() {
        if (bet.blind() && (suspended || never != null)) {
            return new ReservationPlan.Go(StoredAmendments.QUESTION, Set.of(), room);
        }
        if (suspended) {
            return new ReservationPlan.Off();
        }
        if (never != null) {
            return never;
        }
        return full != null ? full : new ReservationPlan.Go(written(), Set.copyOf(overlooked), room);
    }
}
