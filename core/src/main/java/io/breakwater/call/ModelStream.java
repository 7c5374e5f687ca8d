package io.breakwater.call;

import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.routing.Outcome;

/// A model's streamed answer, from its first event on.
public interface ModelStream extends AutoCloseable {

    /// The next piece; blocks until there is one, within the call's limits. After `End` or `Broken`
    /// there is nothing more.
    Piece next();

    /// Ends the call if it is still running. May be called at any time, more than once.
    @Override
    void close();

    /// A piece of a stream.
    sealed interface Piece {

        record Event(ModelEvent event) implements Piece {}

        /// The stream is whole: its closing events were there.
        record End() implements Piece {}

        /// The stream ended in any other way: [Outcome.BrokenStream], or [Outcome.TooSlow] with the
        /// owner of the limit.
        record Broken(Outcome outcome) implements Piece {}
    }
}
