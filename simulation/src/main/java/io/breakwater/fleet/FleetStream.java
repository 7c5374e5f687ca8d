package io.breakwater.fleet;

import io.breakwater.call.ModelStream;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One stream of a simulated model, with its possible faults.
final class FleetStream implements ModelStream {
    /// Longer than any client waits.
    private static final Duration FOR_EVER = Duration.ofHours(1);

    private static final int NEVER = Integer.MAX_VALUE;

    private final Source source;
    private final FleetAnswer.Streamed answer;

    /// How many frames come before the one that the fault strikes.
    private final int struck;

    private int next;

    /// Whether the frame that cannot be read has come; who goes on all the same gets the frames behind it.
    private boolean garbled;

    /// @param random draws the frame that is struck
    FleetStream(Source source, RandomGenerator random) {
        this.source = source;
        FleetAnswer whole = source.answer();
        this.answer = has(FleetFault.DOUBLED) ? whole.doubled() : whole.streamed();
        this.struck = source.fault()
                .filter(fault -> StruckFrame.isOf(fault.kind()))
                .map(fault -> fault.frame().of(fault.kind(), answer, random))
                .orElse(NEVER);
    }

    /// The source of the stream's pieces.
    interface Source {
        FleetAnswer answer();

        Optional<FaultSpan> fault();

        /// @param ended whether all frames have come, and only the connection's end is left
        /// @return whose limit ended the wait, if one did
        Optional<TimeLimit> await(Duration wanted, boolean ended);

        Duration between();

        /// Called when a fault strikes it.
        ///
        /// @param where in words
        void struck(String where);

        /// Called when its last frame has come.
        void whole();

        /// Called when the stream breaks.
        void broken(Outcome outcome);

        /// @param unseen whether its usage was never reported
        void over(boolean unseen);
    }

    /// The fault that strikes it before its first content, if one does.
    Optional<FleetFault> struckBeforeContent() {
        return struck <= answer.opens() ? source.fault().map(FaultSpan::kind) : Optional.empty();
    }

    @Override
    public Piece next() {
        return next == struck && !garbled
                ? struck(source.fault().orElseThrow().kind())
                : piece(has(FleetFault.NO_USAGE));
    }

    private Piece struck(FleetFault kind) {
        source.struck(where());
        return switch (kind) {
            case STALL -> awaited(FOR_EVER).orElseThrow();
            case NO_STOP -> {
                incomplete();
                yield new Piece.End();
            }
            case GARBLED -> {
                garbled = true;
                Piece unreadable = broken(LostAnswers.after(kind));
                next++;
                yield unreadable;
            }
            case FleetFault _ -> broken(LostAnswers.after(kind));
        };
    }

    private String where() {
        int content = next - answer.opens();
        if (content <= FleetAnswer.PIECES) {
            return content == FleetAnswer.PIECES ? "after its last piece" : "in the middle";
        }
        return next < answer.events().size() ? "between its last frames" : "behind its last frame";
    }

    private boolean has(FleetFault kind) {
        return source.fault().filter(fault -> fault.kind() == kind).isPresent();
    }

    private Piece piece(boolean withoutUsage) {
        boolean last =
                next >= (withoutUsage ? answer.tells() - 1 : answer.events().size());
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
        return late.orElseGet(this::event);
    }

    private Piece event() {
        Piece event = new Piece.Event(answer.events().get(next++));
        if (next == answer.events().size()) {
            source.whole();
        }
        return event;
    }

    private Optional<Piece> awaited(Duration wanted) {
        return source.await(wanted, next == answer.events().size())
                .map(limit -> broken(new Outcome.TooSlow(limit.owner())));
    }

    private void incomplete() {
        source.broken(new Outcome.BrokenStream("no end"));
        source.over(next < answer.tells());
    }

    /// An answer all of whose frames have come is whole, whatever becomes of its connection.
    private Piece broken(Outcome outcome) {
        if (next < answer.events().size()) {
            source.broken(outcome);
        }
        source.over(next < answer.tells());
        return new Piece.Broken(outcome);
    }

    /// Closes the stream; before its end the usage is then never reported.
    @Override
    public void close() {
        source.over(next < answer.tells());
    }
}
