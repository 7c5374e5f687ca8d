package io.breakwater.simulation;

import io.breakwater.call.ModelStream;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/// A simulated stream that keeps to its call's limits, as the real transport's streams do.
///
/// @param begun when the call began
/// @param broken is told how the stream ended if it did not end properly
record TimedStream(ModelStream stream, VirtualTime time, Instant begun, CallLimits limits, Consumer<Outcome> broken)
        implements ModelStream {

    @Override
    public Piece next() {
        TimeLimit limit = limits.nextPiece(Duration.between(begun, time.instant()));
        Piece piece = limit.length().compareTo(Answers.BETWEEN_PIECES) < 0 ? tooSlow(limit) : stream.next();
        if (piece instanceof Piece.Broken(Outcome outcome)) {
            broken.accept(outcome);
        }
        return piece;
    }

    private Piece tooSlow(TimeLimit limit) {
        time.sleep(limit.length());
        return new Piece.Broken(new Outcome.TooSlow(limit.owner()));
    }

    @Override
    public void close() {
        stream.close();
    }
}
