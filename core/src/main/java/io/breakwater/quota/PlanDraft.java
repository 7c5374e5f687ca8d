package io.breakwater.quota;

import io.breakwater.model.LimitName;
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
final class PlanDraft {
    private final Image image;
    private final long now;
    private final Bet bet;
    private final Set<LimitName> shadow;
    private final long holdNanos;
    private final Set<LimitName> overlooked = EnumSet.noneOf(LimitName.class);
    private final List<Guard> guards = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private Room room = new Room.Open();
    private boolean suspended;
    private Planned.@Nullable Full full;
    private Planned.@Nullable Never never;

    /// @param shadow limits that are watched and refuse nobody
    /// @param holdNanos how long a request usually holds what it has reserved
    PlanDraft(Image image, long now, Bet bet, Set<LimitName> shadow, long holdNanos) {
        this.image = image;
        this.now = now;
        this.bet = bet;
        this.shadow = shadow;
        this.holdNanos = holdNanos;
    }

    Image image() {
        return image;
    }

    long now() {
        return now;
    }

    boolean betsMoved(String attribute) {
        return bet.moved(attribute);
    }

    void guard(Guard guard) {
        guards.add(guard);
    }

    void change(Change change) {
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
        refuse(limit, waitNanos, Lack.OF_TIME);
    }

    /// Running requests have what is missing.
    void refuseUntilGivenBack(LimitName limit, Lack lack) {
        refuse(limit, lack.waitNanos(holdNanos), lack);
    }

    void refuse(LimitName limit, long waitNanos, Lack lack) {
        Duration wait = Duration.ofNanos(Math.max(1, waitNanos));
        if (!bet.blind() && (full == null || wait.compareTo(full.retryAfter()) > 0)) {
            full = new Planned.Full(limit, wait, lack);
        }
    }

    /// There is another way in, which has room after this time.
    void orAfter(long waitNanos) {
        if (full != null && waitNanos < full.retryAfter().toNanos()) {
            full = new Planned.Full(full.limit(), Duration.ofNanos(Math.max(1, waitNanos)), full.lack());
        }
    }

    /// Whose room the reservation takes.
    void from(Room whose) {
        room = whose;
    }

    /// A guess at a suspension must not be written, only asked about.
    void suspend() {
        suspended = true;
    }

    void tooLarge(LimitName limit, long asked, long most) {
        if (!overlook(limit) && never == null) {
            never = new Planned.Never(limit, asked, most);
        }
    }

    /// What was collected, where nothing can refuse it.
    ConditionalWrite written() {
        return new ConditionalWrite(guards, changes);
    }

    /// Suspensions and limits can be amended, so that a guessed image proves neither: the store is asked.
    Planned finish() {
        if (bet.blind() && (suspended || never != null)) {
            return new Planned.Go(Amending.QUESTION, Set.of(), room);
        }
        if (suspended) {
            return new Planned.Off();
        }
        if (never != null) {
            return never;
        }
        return full != null ? full : new Planned.Go(written(), Set.copyOf(overlooked), room);
    }
}
