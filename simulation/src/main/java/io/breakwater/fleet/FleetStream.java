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

    private final Source source;
    private final FleetAnswer.Streamed answer;
    private int next;

    FleetStream(Source source) {
        this.source = source;
        this.answer = source.answer().streamed();
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
        Optional<FleetFault> fault = source.fault();
        boolean middle = next == answer.opens() + 2;
        boolean closing = next == answer.opens() + FleetAnswer.PIECES;
        if (middle && fault.filter(FleetFault.STALL::equals).isPresent()) {
            return awaited(FOR_EVER).orElseThrow();
        }
        if (middle && fault.filter(FleetFault.CUT::equals).isPresent()) {
            return broken(new Outcome.BrokenStream("reset"));
        }
        if (middle && fault.filter(FleetFault.MID_THROTTLE::equals).isPresent()) {
            return broken(new Outcome.BrokenStream("throttlingException"));
        }
        if (closing && fault.filter(FleetFault.NO_STOP::equals).isPresent()) {
            incomplete();
            return new Piece.End();
        }
        return piece(fault.filter(FleetFault.NO_USAGE::equals).isPresent());
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
        source.over(true);
        return new Piece.Broken(outcome);
    }

    /// Closes the stream; before its end the usage is then never reported.
    @Override
    public void close() {
        source.over(next < answer.tells());
    }
}
