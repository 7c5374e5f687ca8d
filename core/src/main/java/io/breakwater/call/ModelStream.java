package io.breakwater.call;

import io.breakwater.dialect.ConverseEvent;

/// A model's streamed answer, from its first event on.
public interface ModelStream extends AutoCloseable {

    /// The next piece; blocks until there is one, within the call's idle and total budget. After `End` or `Broken`
    /// there is nothing more.
    Piece next();

    /// Ends the call if it is still running. May be called at any time, more than once.
    @Override
    void close();

    /// A piece of a stream.
    sealed interface Piece {

        record Event(ConverseEvent event) implements Piece {}

        /// The stream is whole: `messageStop` and `metadata` were there.
        record End() implements Piece {}

        /// The stream ended in any other way; `why` is for the operator.
        record Broken(String why) implements Piece {}
    }
}
