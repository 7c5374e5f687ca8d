package io.breakwater.fleet;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Which frame of a stream a fault strikes. A stream that is struck before its first content has not begun for the
/// gateway, whose transport reads that far before it passes anything on.
sealed interface StruckFrame {
    /// The most pieces to name: one more than there are, for all frames but the last.
    int MOST = FleetAnswer.PIECES + 1;

    /// The errors that a stream of Bedrock can end with (ResponseStream, Amazon Bedrock API Reference).
    Set<FleetFault> ERRORS = EnumSet.of(
            FleetFault.MID_THROTTLE,
            FleetFault.MID_SERVER_FAULT,
            FleetFault.MID_MODEL_ERROR,
            FleetFault.MID_UNAVAILABLE,
            FleetFault.MID_VALIDATION);

    /// Faults that break a stream at a frame.
    static boolean isOf(FleetFault kind) {
        return switch (kind) {
            case STALL, CUT, NO_STOP, GARBLED, TRUNCATED -> true;
            case FleetFault other -> ERRORS.contains(other);
        };
    }

    static List<String> labels() {
        return Arrays.stream(FleetFault.values())
                .filter(StruckFrame::isOf)
                .map(FleetFault::label)
                .toList();
    }

    /// Where the kind strikes by itself: at the third piece; streams that lack their end, after all pieces; what is
    /// truncated, at the last frame; and half of what is garbled, before the first content.
    record Usual() implements StruckFrame {}

    /// After so many pieces of content: 0 is before the first, [#MOST] before the last frame of all.
    record AfterPieces(int pieces) implements StruckFrame {}

    /// Each frame as likely as any other, and the end of the connection behind the last one, drawn for each call.
    record Any() implements StruckFrame {}

    /// How many frames come before it.
    default int of(FleetFault kind, FleetAnswer.Streamed answer, RandomGenerator random) {
        int last = answer.events().size() - 1;
        return switch (this) {
            case Usual() -> usual(kind, answer, random);
            case AfterPieces(int pieces) -> pieces == 0 ? 0 : pieces == MOST ? last : answer.opens() + pieces;
            case Any() -> random.nextInt(needsAFrame(kind) ? last + 1 : last + 2);
        };
    }

    private static int usual(FleetFault kind, FleetAnswer.Streamed answer, RandomGenerator random) {
        return switch (kind) {
            case NO_STOP -> answer.opens() + FleetAnswer.PIECES;
            case TRUNCATED -> answer.events().size() - 1;
            case GARBLED -> random.nextBoolean() ? 0 : answer.opens() + 2;
            case FleetFault _ -> answer.opens() + 2;
        };
    }

    /// Behind the last frame nothing is left to be missing or cut.
    private static boolean needsAFrame(FleetFault kind) {
        return kind == FleetFault.NO_STOP || kind == FleetFault.TRUNCATED;
    }

    /// What is typed for it: a number of pieces, or `any`; empty for anything else.
    static Optional<StruckFrame> of(String typed) {
        if (typed.equals("any")) {
            return Optional.of(new Any());
        }
        return typed.matches("\\d") && Integer.parseInt(typed) <= MOST
                ? Optional.of(new AfterPieces(Integer.parseInt(typed)))
                : Optional.empty();
    }

    /// For people; empty for the usual one.
    default String text() {
        return switch (this) {
            case Usual() -> "";
            case AfterPieces(int pieces) -> " after %d pieces".formatted(pieces);
            case Any() -> " at any frame";
        };
    }
}
