package io.breakwater.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The model's streams of one request; its calls may run in parallel.
///
/// What is still to be told of them is told when the caller has its answer.
///
/// A defect in what is told of one stream costs the caller nothing, and keeps no other from being told.
final class WatchedStreams implements AutoCloseable {
    private final Gateway.Parts parts;
    private final Consumer<RuntimeException> defects;
    private final List<WatchedStream> begun = new ArrayList<>();

    /// @param defects is told of each defect
    WatchedStreams(Gateway.Parts parts, Consumer<RuntimeException> defects) {
        this.parts = parts;
        this.defects = defects;
    }

    /// The same stream, watched.
    ///
    /// @param least from which silence on it is told, the least that is unusual for its model
    synchronized ModelStream watch(ModelStream stream, Attempt attempt, Duration least) {
        WatchedStream watched = new WatchedStream(stream, attempt, least, parts);
        begun.add(watched);
        return watched;
    }

    /// Ends all beats before it tells anything, since telling may fail or take long.
    @Override
    public synchronized void close() {
        each(WatchedStream::stop);
        each(WatchedStream::tell);
    }

    private void each(Consumer<WatchedStream> step) {
        for (WatchedStream stream : begun) {
            try {
                step.accept(stream);
            } catch (RuntimeException defect) {
                defects.accept(defect);
            }
        }
    }
}
