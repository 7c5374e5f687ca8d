package io.breakwater.call;

import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.model.TokenUsage;
import io.breakwater.routing.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Delivers a model's stream to the client piece by piece. When the client has gone, the rest is read
/// all the same, within bounds, because only the last event reports the usage.
final class StreamDelivery {
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);

    private final LiveClient client;
    private final AnswerStream stream;
    private final UsageMeter meter;
    private final Function<ModelEvent, List<ModelEvent>> eventTranslation;
    private final InstantSource clock;
    private @Nullable Instant goneAt;
    private @Nullable Instant firstSentAt;

    /// @param begun when the model was called
    StreamDelivery(LiveClient client, UsageMeter meter, Instant begun, InstantSource clock) {
        this.client = client;
        this.stream = client.stream();
        this.meter = meter;
        this.eventTranslation = meter.eventTranslation(
                () -> Duration.between(begun, clock.instant()).toMillis());
        this.clock = clock;
    }

    /// How a stream ended.
    ///
    /// @param outcome the attempt's verdict: how the model's stream ended, whether or not the client
    /// stayed
    /// @param clientGone whether the client left before the end
    record Delivered(TokenUsage usage, Outcome outcome, boolean clientGone, Optional<Instant> firstSentAt) {

        /// Whether the model has finished its answer.
        boolean whole() {
            return outcome instanceof Outcome.Answered;
        }

        /// Whether we hung up on a model that was still writing, so that its cost is not known.
        boolean cutOff() {
            return outcome instanceof Outcome.HungUp;
        }

        boolean complete() {
            return whole() && !clientGone;
        }
    }

    /// A stream whose closing events have come is whole, however its connection ends.
    Delivered run(ModelStream model, Map<String, String> headers) {
        begin(headers);
        while (true) {
            switch (model.next()) {
                case ModelStream.Piece.Event(ModelEvent event) -> pass(event);
                case ModelStream.Piece.End() -> {
                    return meter.whole()
                            ? delivered(new Outcome.Answered())
                            : broken(new Outcome.BrokenStream(meter.broken()));
                }
                case ModelStream.Piece.Broken(Outcome outcome) -> {
                    return meter.whole() ? delivered(new Outcome.Answered()) : broken(outcome);
                }
            }
            if (drainedLongEnough()) {
                model.close();
                return delivered(meter.exact() ? new Outcome.Answered() : new Outcome.HungUp());
            }
        }
    }

    private Delivered broken(Outcome outcome) {
        send(stream.broken(Refusals.inStream(outcome)));
        return delivered(outcome);
    }

    /// Sends the closing frames of a whole answer and ends the stream, unless the client has gone.
    void end(boolean whole) {
        send(whole ? stream.end() : List.of());
        tell(client::end);
    }

    /// What closes a stream is passed once: clients take a second end for a second answer, or for an error.
    private void pass(ModelEvent event) {
        boolean again = meter.repeats(event);
        meter.see(event);
        if (again) {
            return;
        }
        for (ModelEvent told : eventTranslation.apply(event)) {
            send(stream.on(told));
        }
    }

    private void begin(Map<String, String> headers) {
        tell(() -> {
            client.begin(headers);
            firstSentAt = clock.instant();
        });
    }

    private void send(List<Frame> frames) {
        if (!frames.isEmpty()) {
            tell(() -> client.send(frames));
        }
    }

    private interface Telling {
        void run() throws IOException;
    }

    /// A client that has gone hears no more.
    private void tell(Telling step) {
        if (goneAt != null) {
            return;
        }
        try {
            step.run();
        } catch (IOException gone) {
            goneAt = clock.instant();
        }
    }

    private boolean drainedLongEnough() {
        Instant since = goneAt;
        return since != null && clock.instant().isAfter(since.plus(LONGEST_DRAIN));
    }

    private Delivered delivered(Outcome outcome) {
        return new Delivered(meter.usage(), outcome, goneAt != null, Optional.ofNullable(firstSentAt));
    }
}
