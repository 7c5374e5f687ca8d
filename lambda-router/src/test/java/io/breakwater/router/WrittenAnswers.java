package io.breakwater.router;

import io.breakwater.call.ModelStream.Piece;
import io.breakwater.dialect.body.GeneratedAnswer;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.routing.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The bytes that the router writes for a model's answer, in each dialect.
final class WrittenAnswers {
    private static final String CHAT = "{\"model\":\"sonnet\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
    private static final String STREAMED = CHAT + ",\"stream\":true,\"stream_options\":{\"include_usage\":true}}";
    private static final String CONVERSE = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]}";
    private static final String RESPONSE = "{\"model\":\"sonnet\",\"input\":\"hi\",\"instructions\":\"brief\","
            + "\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"parameters\":{},\"strict\":false}],\"stream\":%b}";
    private static final Piece CUT = new Piece.Broken(new Outcome.BrokenStream("connection reset"));

    private final MeasuredRouter router;

    WrittenAnswers() throws IOException {
        router = new MeasuredRouter(MeasuredRouter.ENVIRONMENT.replace(
                "requestsPerMinute: 600, tokensPerDay: 1000000", "requestsPerMinute: 18000"));
    }

    byte[] chat(List<ModelEvent> events) throws IOException, InterruptedException {
        router.then(MeasuredRouter.whole(GeneratedAnswer.whole(events)));
        return answer("/v1/chat/completions", CHAT + "}");
    }

    byte[] response(List<ModelEvent> events) throws IOException, InterruptedException {
        router.then(MeasuredRouter.whole(GeneratedAnswer.whole(events)));
        return answer("/v1/responses", RESPONSE.formatted(false));
    }

    byte[] responseStream(List<ModelEvent> events) throws IOException, InterruptedException {
        router.then(MeasuredRouter.opened(pieces(events, new Piece.End())));
        return answer("/v1/responses", RESPONSE.formatted(true));
    }

    /// A stream that breaks after these events.
    byte[] brokenResponseStream(List<ModelEvent> events) throws IOException, InterruptedException {
        router.then(MeasuredRouter.opened(pieces(events, CUT)));
        return answer("/v1/responses", RESPONSE.formatted(true));
    }

    byte[] converse(List<ModelEvent> events) throws IOException, InterruptedException {
        router.then(MeasuredRouter.whole(GeneratedAnswer.whole(events)));
        return answer("/model/sonnet/converse", CONVERSE);
    }

    byte[] chatStream(List<ModelEvent> events) throws IOException, InterruptedException {
        router.then(MeasuredRouter.opened(pieces(events, new Piece.End())));
        return answer("/v1/chat/completions", STREAMED);
    }

    byte[] converseStream(List<ModelEvent> events) throws IOException, InterruptedException {
        router.then(MeasuredRouter.opened(pieces(events, new Piece.End())));
        return answer("/model/sonnet/converse-stream", CONVERSE);
    }

    /// A stream that breaks after these events.
    byte[] brokenChatStream(List<ModelEvent> events) throws IOException, InterruptedException {
        router.then(MeasuredRouter.opened(pieces(events, CUT)));
        return answer("/v1/chat/completions", STREAMED);
    }

    /// A stream that breaks after these events.
    byte[] brokenConverseStream(List<ModelEvent> events) throws IOException, InterruptedException {
        router.then(MeasuredRouter.opened(pieces(events, CUT)));
        return answer("/model/sonnet/converse-stream", CONVERSE);
    }

    private static Deque<Piece> pieces(List<ModelEvent> events, Piece last) {
        Deque<Piece> pieces = new ArrayDeque<>();
        events.forEach(event -> pieces.add(new Piece.Event(event)));
        pieces.add(last);
        return pieces;
    }

    private byte[] answer(String path, String body) throws IOException, InterruptedException {
        int status = router.send("search", "POST", path, body);
        if (status != 200) {
            throw new AssertionError(status + ": " + new String(router.answer(), StandardCharsets.UTF_8));
        }
        return router.answer();
    }
}
