package io.breakwater.call;

import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.ConverseEvent;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Refusal;
import io.breakwater.model.TokenUsage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Hands a model's stream to the client piece by piece. When the client has gone, the rest is read all the same,
/// within bounds, because only the last event tells what it cost.
final class StreamDelivery {
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);
    private static final String INCOMPLETE = "the stream ended without messageStop and metadata";

    private final Client client;
    private final AnswerStream answer;
    private final UsageMeter meter;
    private final InstantSource clock;
    private @Nullable Instant goneAt;
    private @Nullable Instant firstSentAt;
    private boolean cutOff;

    StreamDelivery(Client client, AnswerStream answer, UsageMeter meter, InstantSource clock) {
        this.client = client;
        this.answer = answer;
        this.meter = meter;
        this.clock = clock;
    }

    /// How a stream ended.
    ///
    /// @param broken what broke it, if it is not whole
    /// @param clientGone whether the client left before the end
    /// @param cutOff whether we hung up on a model that was still writing, so that its cost is not known
    record Delivered(
            TokenUsage usage,
            Optional<String> broken,
            boolean clientGone,
            boolean cutOff,
            Optional<Instant> firstSentAt) {

        boolean complete() {
            return broken.isEmpty() && !clientGone;
        }
    }

    Delivered run(ModelStream stream, Map<String, String> headers) {
        attempt(() -> client.begin(answer.contentType(), headers));
        while (true) {
            switch (stream.next()) {
                case ModelStream.Piece.Event(ConverseEvent event) -> pass(event);
                case ModelStream.Piece.End() -> {
                    return meter.whole() ? delivered(Optional.empty()) : broken(INCOMPLETE);
                }
                case ModelStream.Piece.Broken(String why) -> {
                    return broken(why);
                }
            }
            if (drainedLongEnough()) {
                stream.close();
                cutOff = !meter.exact();
                return delivered(Optional.of("the client left, and the answer did not end within the drain time"));
            }
        }
    }

    private Delivered broken(String why) {
        send(answer.broken(new Refusal.UpstreamFailed("the model's answer broke off")));
        return delivered(Optional.of(why));
    }

    /// Sends the closing frames, unless the client has gone.
    void end() {
        send(answer.end());
    }

    private void pass(ConverseEvent event) {
        meter.see(event);
        send(answer.on(event));
    }

    private void send(List<Frame> frames) {
        if (!frames.isEmpty()) {
            attempt(() -> client.send(frames));
        }
    }

    private interface Sending {
        void run() throws IOException;
    }

    private void attempt(Sending sending) {
        if (goneAt != null) {
            return;
        }
        try {
            sending.run();
            firstSentAt = firstSentAt == null ? clock.instant() : firstSentAt;
        } catch (IOException gone) {
            goneAt = clock.instant();
        }
    }

    private boolean drainedLongEnough() {
        Instant since = goneAt;
        return since != null && clock.instant().isAfter(since.plus(LONGEST_DRAIN));
    }

    private Delivered delivered(Optional<String> broken) {
        return new Delivered(meter.usage(), broken, goneAt != null, cutOff, Optional.ofNullable(firstSentAt));
    }
}
