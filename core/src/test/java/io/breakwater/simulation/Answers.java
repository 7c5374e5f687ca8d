package io.breakwater.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.Attempted;
import io.breakwater.call.ModelStream;
import io.breakwater.call.ModelStream.Piece;
import io.breakwater.dialect.body.ConverseEvents;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.model.TokenUsage;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What simulated models answer: usage of 26 input and 100 output tokens.
final class Answers {
    static final Duration BETWEEN_PIECES = Duration.ofMillis(20);

    static Attempted whole() {
        return new Attempted.Whole(usage(), TokenUsage.of(26, 100));
    }

    static ModelStream stream(VirtualTime time) {
        return stream(time, BETWEEN_PIECES);
    }

    /// A stream whose second piece comes after this pause.
    static ModelStream stream(VirtualTime time, Duration pause) {
        return opened(
                time,
                pause,
                text(),
                text(),
                event(ConverseEvents.MESSAGE_STOP, JsonNodeFactory.instance.objectNode()),
                event(ConverseEvents.METADATA, usage()),
                new Piece.End());
    }

    static ModelStream brokenStream(VirtualTime time, String why) {
        return brokenStream(time, why, BETWEEN_PIECES);
    }

    static ModelStream brokenStream(VirtualTime time, String why, Duration after) {
        return opened(time, after, text(), new Piece.Broken(new Outcome.BrokenStream(why)));
    }

    private static ModelStream opened(VirtualTime time, Duration pause, Piece... pieces) {
        Deque<Piece> left = new ArrayDeque<>(List.of(pieces));
        return new ModelStream() {
            @Override
            public Piece next() {
                time.sleep(left.size() == pieces.length - 1 ? pause : BETWEEN_PIECES);
                return left.remove();
            }

            @Override
            public void close() {}
        };
    }

    private static Piece text() {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.putObject("delta").put("text", "yes");
        return event(ConverseEvents.BLOCK_DELTA, payload);
    }

    private static Piece event(String type, ObjectNode payload) {
        return new Piece.Event(new ModelEvent(type, payload));
    }

    private static ObjectNode usage() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("usage").put("inputTokens", 26).put("outputTokens", 100);
        return answer;
    }

    private Answers() {}
}
