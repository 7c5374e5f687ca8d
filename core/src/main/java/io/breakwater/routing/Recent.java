package io.breakwater.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// What a store said a moment ago: a request that finds it too old reads it again, the others go on with what is
/// known. While the store cannot be reached, what is known stays in force.
final class Recent<T> {
    private final Reading<T> reading;
    private final Consumer<RuntimeException> troubles;
    private final AtomicReference<Known<T>> known;

    /// How the store is read.
    ///
    /// @param store gives a value that does not change any more, or throws
    /// @param age how old what is known may be
    /// @param pause how long a store that could not be reached is left alone
    record Reading<T>(Supplier<T> store, Duration age, Duration pause) {}

    private record Known<T>(T value, Instant due) {}

    /// @param nothing what is known before the store has been read
    /// @param troubles is told of a store that cannot be reached
    Recent(Reading<T> reading, T nothing, Consumer<RuntimeException> troubles) {
        this.reading = reading;
        this.troubles = troubles;
        this.known = new AtomicReference<>(new Known<>(nothing, Instant.MIN));
    }

    /// Who moves the due time on is the one who reads.
    T at(Instant now) {
        Known<T> seen = known.get();
        Known<T> claimed = new Known<>(seen.value(), now.plus(reading.age()));
        if (now.isBefore(seen.due()) || !known.compareAndSet(seen, claimed)) {
            return seen.value();
        }
        Known<T> read = read(claimed, now);
        known.set(read);
        return read.value();
    }

    private Known<T> read(Known<T> before, Instant now) {
        try {
            return new Known<>(reading.store().get(), before.due());
        } catch (RuntimeException unreachable) {
            troubles.accept(unreachable);
            return new Known<>(before.value(), now.plus(reading.pause()));
        }
    }

    /// Changes what is known until the store is read again.
    void change(UnaryOperator<T> step) {
        known.updateAndGet(before -> new Known<>(step.apply(before.value()), before.due()));
    }
}
