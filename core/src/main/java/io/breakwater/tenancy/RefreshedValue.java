package io.breakwater.tenancy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value as last read from its store. The caller that finds it too old reads it again; others use the
/// known value meanwhile, and wait only if there is none. While the store cannot be reached, the known
/// value stays in force.
public final class RefreshedValue<T> {
    /// With a read of up to 300 ms, every copy knows a change within 5 s.
    public static final Duration AGE = Duration.ofMillis(4_500);

    /// How long the store is left alone after a failure, while no value is known.
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<T> store;
    private final Consumer<RuntimeException> onStoreFailure;
    private final Object first = new Object();
    private volatile @Nullable T value;
    private volatile @Nullable RuntimeException failed;
    private Instant due = Instant.MIN;

    /// @param store reads the value; throws if it cannot be reached
    /// @param onStoreFailure called when the store cannot be reached
    public RefreshedValue(Supplier<T> store, Consumer<RuntimeException> onStoreFailure) {
        this.store = store;
        this.onStoreFailure = onStoreFailure;
    }

    /// The value, at most [#AGE] old plus the time of a read.
    ///
    /// @throws RuntimeException of the store, if the value could not be read and was not before
    public T at(Instant now) {
        if (value == null) {
            readFirst(now);
        } else if (claim(now, AGE)) {
            read();
        }
        return requireNonNull(value);
    }

    /// The value that was read last, if one was.
    public Optional<T> latest() {
        return Optional.ofNullable(value);
    }

    /// Callers that have waited for a failed read do not wait for another one.
    private void readFirst(Instant now) {
        synchronized (first) {
            if (value == null && claim(now, PAUSE) && read()) {
                due(now.plus(AGE));
            }
            if (value == null) {
                throw requireNonNull(failed);
            }
        }
    }

    /// What is due later than it can be is due now: the clock was set back.
    private synchronized boolean claim(Instant now, Duration until) {
        boolean mine = !now.isBefore(due) || due.isAfter(now.plus(AGE.multipliedBy(2)));
        due = mine ? now.plus(until) : due;
        return mine;
    }

    private synchronized void due(Instant next) {
        due = next;
    }

    private boolean read() {
        try {
            value = store.get();
            return true;
        } catch (RuntimeException unreachable) {
            failed = unreachable;
            onStoreFailure.accept(unreachable);
            return false;
        }
    }
}
