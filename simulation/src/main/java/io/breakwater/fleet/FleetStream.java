package io.breakwater.fleet;

import io.breakwater.call.ModelStream;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import java.time.Duration;
import java.util.Optional;

/// One stream of a simulated model, with its possible faults.
final class FleetStream implements ModelStream {
    /// Longer than any client waits.
    private static final Duration FOR_EVER = Duration.ofHours(1);

    /// Why a stream ends that has a frame which cannot be read.
    static final String GARBLED = "a frame with a wrong checksum";

    private static final String TRUNCATED = "the connection broke within a frame";

    private final Source source;
    private final FleetAnswer.Streamed answer;
    private int next;

    /// Whether the frame that cannot be read has come; who goes on all the same gets the frames behind it.
    private boolean garbled;

    FleetStream(Source source) {
        this.source = source;
        FleetAnswer whole = source.answer();
        this.answer = has(FleetFault.DOUBLED) ? whole.doubled() : whole.streamed();
    }

    /// The source of the stream's pieces.
    interface Source {
        FleetAnswer answer();

        Optional<FleetFault> fault();

        /// @return whose limit ended the wait, if one did
        Optional<TimeLimit> await(Duration wanted);

        Duration between();

        /// Called when the stream breaks.
        void broken(Outcome outcome);

        /// @param unseen whether its usage was never reported
        void over(boolean unseen);
    }

    @Override
    public Piece next() {
        boolean middle = next == answer.opens() + 2;
        boolean closing = next == answer.opens() + FleetAnswer.PIECES;
        if (middle && has(FleetFault.STALL)) {
            return awaited(FOR_EVER).orElseThrow();
        }
        if (middle && has(FleetFault.CUT)) {
            return broken(new Outcome.BrokenStream("reset"));
        }
        if (middle && has(FleetFault.GARBLED) && !garbled) {
            garbled = true;
            Piece unreadable = broken(new Outcome.BrokenStream(GARBLED));
            next++;
            return unreadable;
        }
        if (middle && has(FleetFault.MID_THROTTLE)) {
            return broken(new Outcome.BrokenStream("throttlingException"));
        }
        if (next == answer.events().size() - 1 && has(FleetFault.TRUNCATED)) {
            return broken(new Outcome.BrokenStream(TRUNCATED));
        }
        if (closing && has(FleetFault.NO_STOP)) {
            incomplete();
            return new Piece.End();
        }
        return piece(has(FleetFault.NO_USAGE));
    }

    private boolean has(FleetFault kind) {
        return source.fault().filter(kind::equals).isPresent();
    }

    private Piece piece(boolean withoutUsage) {
        boolean last =
                next == (withoutUsage ? answer.tells() - 1 : answer.events().size());
        if (last) {
            if (withoutUsage) {
                incomplete();
            }
            source.over(withoutUsage);
            return new Piece.End();
        }
        boolean waits = next > answer.opens() && next <= answer.opens() + FleetAnswer.PIECES;
        Duration between = waits ? source.between() : Duration.ZERO;
        Optional<Piece> late = awaited(between);
        return late.orElseGet(() -> new Piece.Event(answer.events().get(next++)));
    }

    private Optional<Piece> awaited(Duration wanted) {
        return source.await(wanted).map(limit -> broken(new Outcome.TooSlow(limit.owner())));
    }

    private void incomplete() {
        source.broken(new Outcome.BrokenStream("no end"));
        source.over(true);
    }

    private Piece broken(Outcome outcome) {
        source.broken(outcome);
        source.over(next < answer.tells());
        return new Piece.Broken(outcome);
    }

    /// Closes the stream; before its end the usage is then never reported.
    @Override
    public void close() {
        source.over(next < answer.tells());
    }
}
