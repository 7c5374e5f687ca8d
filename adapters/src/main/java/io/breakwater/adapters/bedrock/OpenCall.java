package io.breakwater.adapters.bedrock;

import io.breakwater.call.ModelStream;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;

/// A streamed call that is under way. The first content is read before anything is passed on, so that
/// until then another target can still be tried.
final class OpenCall implements ModelStream {
    private final AnswerReader reader;
    private final InputStream body;
    private final ExecutableHttpRequest request;
    private final Timing timing;
    private final Deque<Piece> readAhead = new ArrayDeque<>();
    private @Nullable Piece last;

    /// A call's time limits, and when it began.
    record Timing(Watchdog watchdog, InstantSource clock, CallLimits limits, Instant begun) {

        /// The time that is left after waiting for credentials.
        TimeLimit untilAnswer() {
            TimeLimit answer = limits.answer();
            return TimeLimit.until(begun.plus(answer.length()), answer.owner(), clock.instant());
        }

        TimeLimit untilNextPiece() {
            return limits.nextPiece(sinceCall());
        }

        TimeLimit untilClosed() {
            return limits.closing(sinceCall());
        }

        private Duration sinceCall() {
            return Duration.between(begun, clock.instant());
        }
    }

    OpenCall(AnswerReader reader, InputStream body, ExecutableHttpRequest request, Timing timing) {
        this.reader = reader;
        this.body = body;
        this.request = request;
        this.timing = timing;
    }

    /// Reads up to the first content; empty if it came, else how the call ended without it.
    ///
    /// @throws IOException if the connection breaks, or was cut because it took too long
    Optional<Outcome> awaitContent() throws IOException {
        try {
            return readUntilContent();
        } catch (IllegalArgumentException garbled) {
            return Optional.of(new Outcome.AnswerLost(Causes.describe(garbled)));
        }
    }

    private Optional<Outcome> readUntilContent() throws IOException {
        while (true) {
            switch (reader.read()) {
                case AnswerReader.Read.Fault(UpstreamError error, Optional<ModelEvent> told) -> {
                    return Optional.of(OutcomeReader.read(error, told.flatMap(reader::usage)));
                }
                case AnswerReader.Read.Piece(Piece.Broken(Outcome broken)) -> {
                    return Optional.of(new Outcome.AnswerLost(broken.detail()));
                }
                case AnswerReader.Read.Piece(Piece piece) -> {
                    readAhead.add(piece);
                    if (reader.isContent(piece)) {
                        return Optional.empty();
                    }
                }
            }
        }
    }

    @Override
    public Piece next() {
        if (last != null) {
            return last;
        }
        Piece piece = readAhead.isEmpty() ? read() : readAhead.remove();
        if (!(piece instanceof Piece.Event)) {
            last = piece;
        }
        return piece;
    }

    private Piece read() {
        TimeLimit limit = reader.isWhole() ? timing.untilClosed() : timing.untilNextPiece();
        try (Watchdog.Watch watch = timing.watchdog().watch(limit.length(), request::abort)) {
            try {
                return switch (reader.read()) {
                    case AnswerReader.Read.Piece(Piece piece) -> piece;
                    case AnswerReader.Read.Fault(UpstreamError error, Optional<ModelEvent> told) ->
                        broken(name(error) + " in the middle of the stream", told);
                };
            } catch (IOException | IllegalArgumentException broken) {
                return watch.fired()
                        ? new Piece.Broken(new Outcome.TooSlow(limit.owner()))
                        : broken(Causes.describe(broken));
            }
        }
    }

    /// The name of an error, never its message, which may quote the caller.
    private static String name(UpstreamError error) {
        return error.type().isEmpty()
                ? "an error that reads as " + OutcomeReader.read(error).label()
                : error.type();
    }

    /// Ends a broken stream. The event with the error is passed on first, since it may report the
    /// stream's usage.
    private Piece broken(String why, Optional<ModelEvent> told) {
        if (told.isEmpty()) {
            return broken(why);
        }
        readAhead.add(broken(why));
        return new Piece.Event(told.get());
    }

    private static Piece broken(String why) {
        return new Piece.Broken(new Outcome.BrokenStream(why));
    }

    @Override
    public void close() {
        if (!(last instanceof Piece.End)) {
            request.abort();
            return;
        }
        try {
            body.close();
        } catch (IOException notReusable) {
            request.abort();
        }
    }
}
