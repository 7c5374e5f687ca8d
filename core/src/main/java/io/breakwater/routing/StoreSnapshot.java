package io.breakwater.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// What a store said a moment ago, with what was changed here since. A request that finds it too
/// old reads it again; the others go on with what is known. Only the very first read is waited for
/// by all, and if it fails they go on with an initial value: unlike `RefreshedValue`, which has no
/// value to go on with and throws. While the store cannot be reached, what is known stays in force.
final class StoreSnapshot<T> {
    private final Supplier<T> store;
    private final Duration age;
    private final Duration pause;
    private final Consumer<RuntimeException> troubles;
    private final AtomicReference<Known<T>> known;
    private final Object first = new Object();
    private volatile boolean readOnce;
    private volatile Instant leftAloneUntil = Instant.MIN;

    /// @param changes made since the last read began: it may not have seen them
    private record Known<T>(T value, Instant due, List<UnaryOperator<T>> changes) {

        Known<T> claimed(Instant next) {
            return new Known<>(value, next, List.of());
        }

        Known<T> changed(UnaryOperator<T> step) {
            List<UnaryOperator<T>> more = new ArrayList<>(changes);
            more.add(step);
            return new Known<>(step.apply(value), due, List.copyOf(more));
        }

        /// What was read, with what has been changed meanwhile.
        Known<T> read(T fresh) {
            T after = fresh;
            for (UnaryOperator<T> change : changes) {
                after = change.apply(after);
            }
            return new Known<>(after, due, changes);
        }
    }

    /// @param store gives a value that does not change any more, or throws
    /// @param age how old what is known may be
    /// @param pause how long a store that could not be reached is left alone
    /// @param nothing what is known before the store has been read
    /// @param troubles is told of a store that cannot be reached
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

    /// Who moves the due time on is the one who reads.
    private void refresh(Instant now) {
        Known<T> seen = known.get();
        Known<T> claimed = seen.claimed(now.plus(age));
        if (!now.isBefore(seen.due()) && known.compareAndSet(seen, claimed)) {
            read(claimed.due(), now);
        }
    }

    /// A read that took so long that another has begun since is forgotten.
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

    /// Whether the store could not be reached a moment ago.
    boolean isLeftAlone(Instant now) {
        return leftAloneUntil.isAfter(now);
    }

    /// After another call of the store than a read could not reach it.
    void leaveAlone(RuntimeException unreachable, Instant now) {
        troubles.accept(unreachable);
        Instant later = now.plus(pause);
        leftAloneUntil = later;
        known.updateAndGet(current -> new Known<>(current.value(), later, current.changes()));
    }

    /// Changes what is known until the store is read again.
    void change(UnaryOperator<T> step) {
        known.updateAndGet(before -> before.changed(step));
    }
}
