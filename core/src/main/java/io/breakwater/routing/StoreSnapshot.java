package io.breakwater.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// The value of a store as last read, with the local changes since. A request that finds it too old
/// reads it again; others use the old value meanwhile. Only the very first read makes all requests
/// wait, and if it fails they use an initial value; `RefreshedValue` has no such value and throws.
/// While the store cannot be reached, the last value stays in force.
final class StoreSnapshot<T> {
    private final Supplier<T> store;
    private final Duration age;
    private final Duration pause;
    private final Consumer<RuntimeException> troubles;
    private final AtomicReference<Known<T>> known;
    private final Object first = new Object();
    private volatile boolean readOnce;
    private volatile Instant leftAloneUntil = Instant.MIN;

    /// @param changes those made since the last read began, which that read may have missed
    private record Known<T>(T value, Instant due, List<UnaryOperator<T>> changes) {

        /// Also if it is due later than it can be, since the clock was set back.
        boolean isDue(Instant now, Duration longest) {
            return !now.isBefore(due) || due.isAfter(now.plus(longest));
        }

        Known<T> claimed(Instant next) {
            return new Known<>(value, next, List.of());
        }

        Known<T> changed(UnaryOperator<T> step) {
            List<UnaryOperator<T>> more = new ArrayList<>(changes);
            more.add(step);
            return new Known<>(step.apply(value), due, List.copyOf(more));
        }

        /// The value just read, with the changes made meanwhile.
        Known<T> read(T fresh) {
            T after = fresh;
            for (UnaryOperator<T> change : changes) {
                after = change.apply(after);
            }
            return new Known<>(after, due, changes);
        }
    }

    /// @param store returns an immutable value, or throws
    /// @param age how old the value may be
    /// @param pause how long a store that could not be reached is left alone
    /// @param nothing the value before the first read
    /// @param troubles called with each failure to reach the store
    StoreSnapshot(Supplier<T> store, Duration age, Duration pause, T nothing, Consumer<RuntimeException> troubles) {
        this.store = store;
        this.age = age;
        this.pause = pause;
        this.troubles = troubles;
        this.known = new AtomicReference<>(new Known<>(nothing, Instant.MIN, List.of()));
    }

    T at(Instant now) {
        if (!readOnce) {
            synchronized (first) {
                refresh(now);
                readOnce = true;
            }
        } else {
            refresh(now);
        }
        return known.get().value();
    }

    /// The thread that moves the due time is the one that reads.
    private void refresh(Instant now) {
        Known<T> seen = known.get();
        if (!seen.isDue(now, longest())) {
            return;
        }
        Known<T> claimed = seen.claimed(now.plus(age));
        if (known.compareAndSet(seen, claimed)) {
            read(claimed.due(), now);
        }
    }

    /// The result of a slow read is dropped if another read has begun meanwhile.
    private void read(Instant claimedUntil, Instant now) {
        try {
            T fresh = store.get();
            known.updateAndGet(current -> current.due().equals(claimedUntil) ? current.read(fresh) : current);
        } catch (RuntimeException unreachable) {
            troubles.accept(unreachable);
            Instant later = now.plus(pause);
            leftAloneUntil = later;
            known.updateAndGet(current -> current.due().equals(claimedUntil)
                    ? new Known<>(current.value(), later, current.changes())
                    : current);
        }
    }

    /// Whether the store is left alone after a failure.
    boolean isLeftAlone(Instant now) {
        return leftAloneUntil.isAfter(now) && !leftAloneUntil.isAfter(now.plus(longest()));
    }

    /// The clock of a thread may have been read a little before that of another.
    private Duration longest() {
        return age.compareTo(pause) > 0 ? age.multipliedBy(2) : pause.multipliedBy(2);
    }

    /// Leaves the store alone after a call other than a read failed to reach it.
    void leaveAlone(RuntimeException unreachable, Instant now) {
        troubles.accept(unreachable);
        Instant later = now.plus(pause);
        leftAloneUntil = later;
        known.updateAndGet(current -> new Known<>(current.value(), later, current.changes()));
    }

    /// Changes the value until the store is read again.
    void change(UnaryOperator<T> step) {
        known.updateAndGet(before -> before.changed(step));
    }
}
