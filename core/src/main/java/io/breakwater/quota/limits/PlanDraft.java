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

/// Collects what the limits of a reservation require; the longest wait and any "never" win.
///
/// A draft on a stale item never refuses for lack of capacity: only the store knows.
public final class PlanDraft {
    private final long now;
    private final ItemView view;
    private final Set<LimitName> shadow;
    private final long holdNanos;
    private final long patienceNanos;
    private final Set<LimitName> overlooked = EnumSet.noneOf(LimitName.class);
    private final List<Guard> guards = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private CapacityGrant grant = CapacityGrant.OPEN;
    private boolean suspended;
    private ReservationPlan.@Nullable NoRoom full;
    private ReservationPlan.@Nullable TooLarge never;

    /// The draft of a request that does not wait.
    ///
    /// @param shadow limits that are counted and reported, and refuse nobody
    /// @param holdNanos how long a request usually holds what it has reserved
    public PlanDraft(ItemView view, long now, Set<LimitName> shadow, long holdNanos) {
        this(view, now, shadow, holdNanos, 0);
    }

    /// @param shadow limits that are counted and reported, and refuse nobody
    /// @param holdNanos how long a request usually holds what it has reserved
    /// @param patienceNanos how long after now it may begin
    public PlanDraft(ItemView view, long now, Set<LimitName> shadow, long holdNanos, long patienceNanos) {
        this.now = now;
        this.view = view;
        this.shadow = shadow;
        this.holdNanos = holdNanos;
        this.patienceNanos = patienceNanos;
    }

    LedgerItem item() {
        return view.item();
    }

    long now() {
        return now;
    }

    /// How long after now the request may begin because of this limit; a limit in shadow delays nobody.
    long patience(LimitName limit) {
        return shadow.contains(limit) ? 0 : patienceNanos;
    }

    /// See [ItemView#expectsReset].
    boolean expectsReset(String attribute) {
        return view.expectsReset(attribute);
    }

    public void guard(Guard guard) {
        guards.add(guard);
    }

    public void change(Change change) {
        changes.add(change);
    }

    /// Whether to ignore an exceeded limit because it is in shadow. A stale item never proves that.
    boolean overlook(LimitName limit) {
        if (view.stale() || !shadow.contains(limit)) {
            return false;
        }
        overlooked.add(limit);
        return true;
    }

    void refuse(LimitName limit, long waitNanos) {
        refuse(limit, waitNanos, Shortfall.OF_TIME);
    }

    /// Refuses: running requests hold the missing amount.
    void refuseUntilGivenBack(LimitName limit, Shortfall shortfall) {
        refuse(limit, shortfall.waitNanos(holdNanos), shortfall);
    }

    void refuse(LimitName limit, long waitNanos, Shortfall shortfall) {
        Duration wait = Duration.ofNanos(Math.max(1, waitNanos));
        if (!view.stale() && (full == null || wait.compareTo(full.retryAfter()) > 0)) {
            full = new ReservationPlan.NoRoom(limit, wait, shortfall);
        }
    }

    /// Allows for another source of capacity, which has some after this time.
    void orAfter(long waitNanos) {
        if (full != null) {
            long sooner = Math.min(full.retryAfter().toNanos(), Math.max(1, waitNanos));
            full = new ReservationPlan.NoRoom(full.limit(), Duration.ofNanos(sooner), full.shortfall());
        }
    }

    /// Sets whose capacity the reservation takes.
    void from(CapacityGrant whose) {
        grant = whose;
    }

    /// Refuses a suspended item. A stale item does not prove the suspension; then the store is asked.
    public void suspend() {
        suspended = true;
    }

    public void tooLarge(LimitName limit, long asked, long most) {
        if (!overlook(limit) && never == null) {
            never = new ReservationPlan.TooLarge(limit, asked, most);
        }
    }

    /// The collected write, if nothing can refuse it.
    public ConditionalWrite written() {
        return new ConditionalWrite(guards, changes);
    }

    /// The finished plan. Suspensions and limits can be amended, so a stale item proves neither: the
    /// store is asked.
    public ReservationPlan finish() {
        if (view.stale() && (suspended || never != null)) {
            return new ReservationPlan.Write(StoredAmendments.QUESTION, Set.of(), grant);
        }
        if (suspended) {
            return new ReservationPlan.Suspended();
        }
        if (never != null) {
            return never;
        }
        return full != null ? full : new ReservationPlan.Write(written(), Set.copyOf(overlooked), grant);
    }
}
