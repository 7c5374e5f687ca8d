package io.breakwater.adapters.bedrock;

import io.breakwater.call.ModelStream;
import io.breakwater.dialect.ConverseEvent;
import io.breakwater.routing.CallBudget;
import io.breakwater.routing.Outcome;
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

/// A streamed call that is under way. The first content is read before anything is handed over, so that until
/// then the call can still be left for another target.
final class OpenCall implements ModelStream {
    private final ConverseStreamReader reader;
    private final InputStream body;
    private final ExecutableHttpRequest request;
    private final Limits limits;
    private final Deque<Piece> readAhead = new ArrayDeque<>();
    private @Nullable Piece last;

    /// The time limits of a call that has begun.
    record Limits(Watchdog watchdog, InstantSource clock, CallBudget budget, Instant begun) {

        Duration forNextPiece() {
            Duration total = left(budget.total());
            return total.compareTo(budget.idle()) < 0 ? total : budget.idle();
        }

        /// What is left of a limit that began with the call.
        Duration left(Duration whole) {
            Duration left = Duration.between(clock.instant(), begun.plus(whole));
            return left.isPositive() ? left : Duration.ZERO;
        }
    }

    OpenCall(ConverseStreamReader reader, InputStream body, ExecutableHttpRequest request, Limits limits) {
        this.reader = reader;
        this.body = body;
        this.request = request;
        this.limits = limits;
    }

    /// Reads up to the first content; empty when it is there, else how the call ended without any.
    ///
    /// @throws IOException if the connection breaks, or was cut because it took too long
    Optional<Outcome> awaitContent() throws IOException {
        try {
            return readUntilContent();
        } catch (IllegalArgumentException garbled) {
            return Optional.of(new Outcome.Unreachable(Causes.describe(garbled)));
        }
    }

    private Optional<Outcome> readUntilContent() throws IOException {
        while (true) {
            switch (reader.read()) {
                case ConverseStreamReader.Read.Fault(BedrockError error) -> {
                    return Optional.of(OutcomeReader.read(error));
                }
                case ConverseStreamReader.Read.Piece(Piece.Broken(String why)) -> {
                    return Optional.of(new Outcome.Unreachable(why));
                }
                case ConverseStreamReader.Read.Piece(Piece piece) -> {
                    readAhead.add(piece);
                    if (isContent(piece)) {
                        return Optional.empty();
                    }
                }
            }
        }
    }

    private static boolean isContent(Piece piece) {
        return !(piece instanceof Piece.Event(ConverseEvent event))
                || !(event.type().equals(ConverseEvent.MESSAGE_START)
                        || event.type().equals(ConverseEvent.BLOCK_START));
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
        try (Watchdog.Watch watch = limits.watchdog().watch(limits.forNextPiece(), request::abort)) {
            try {
                return switch (reader.read()) {
                    case ConverseStreamReader.Read.Piece(Piece piece) -> piece;
                    case ConverseStreamReader.Read.Fault(BedrockError error) ->
                        new Piece.Broken(error.type() + " in the middle of the stream");
                };
            } catch (IOException | IllegalArgumentException broken) {
                return new Piece.Broken(watch.fired() ? "the stream stalled" : Causes.describe(broken));
            }
        }
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
