package io.breakwater.fleet;

import io.breakwater.model.TokenUsage;
import io.breakwater.routing.Outcome;
import java.util.Optional;

/// What the transport reads from answers that a fault strikes while they come, as docs/failures.md has it.
final class LostAnswers {
    /// Why an answer is lost that is an error with a usage.
    static final String ERROR = "the model failed: server_error";

    /// Why a stream ends that has a frame which cannot be read.
    static final String GARBLED = "a frame with a wrong checksum";

    /// Why a stream is refused in its first frame.
    static final String REFUSED = "the input fails to satisfy a constraint";

    /// An answer in one piece.
    ///
    /// @param told what it reports of its use
    static Optional<Outcome> whole(FleetFault kind, TokenUsage told) {
        return switch (kind) {
            case STALL, CUT, TRUNCATED -> Optional.of(new Outcome.AnswerLost("the connection broke"));
            case GARBLED -> Optional.of(new Outcome.AnswerLost("an answer that is no JSON to its end"));
            case ERROR_BODY -> Optional.of(error(told));
            case FleetFault _ -> Optional.empty();
        };
    }

    /// An error in place of the answer that says what the model has used.
    static Outcome error(TokenUsage told) {
        return new Outcome.AnswerLost(ERROR, Optional.of(told));
    }

    /// In the middle of a stream: a broken stream, whatever has broken it.
    static Outcome after(FleetFault kind) {
        return new Outcome.BrokenStream(why(kind));
    }

    private static String why(FleetFault kind) {
        return switch (kind) {
            case CUT -> "reset";
            case NO_STOP -> "no end";
            case GARBLED -> GARBLED;
            case TRUNCATED -> "the connection broke within a frame";
            case MID_THROTTLE -> "throttlingException";
            case MID_SERVER_FAULT -> "internalServerException";
            case MID_MODEL_ERROR -> "modelStreamErrorException";
            case MID_UNAVAILABLE -> "serviceUnavailableException";
            case MID_VALIDATION -> "validationException";
            case FleetFault other -> throw new IllegalArgumentException(other.label() + " breaks no stream");
        };
    }

    /// Before the first content: an error means what it would mean instead of the answer, and anything else has lost
    /// an answer that the model had begun.
    static Outcome before(FleetFault kind) {
        return switch (kind) {
            case MID_THROTTLE -> new Outcome.Throttled(Outcome.Quota.TOKENS);
            case MID_SERVER_FAULT, MID_MODEL_ERROR -> new Outcome.ServerFault();
            case MID_UNAVAILABLE -> new Outcome.Overloaded(Optional.empty());
            case MID_VALIDATION -> new Outcome.Rejected(REFUSED);
            case FleetFault _ -> new Outcome.AnswerLost(why(kind));
        };
    }

    private LostAnswers() {}
}
