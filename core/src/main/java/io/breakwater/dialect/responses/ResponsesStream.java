package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.body.ConverseEvents;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.body.ResponseEvents;
import io.breakwater.dialect.openai.AnswerText;
import io.breakwater.dialect.openai.JsonTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A ConverseStream answer as the events of a response ("Streaming events", OpenAI API reference). An
/// item is reported as done when the next one begins or the answer ends, as only then it is known
/// whether it was cut.
final class ResponsesStream implements AnswerStream {
    private final ResponseObject response;
    private final ResponsesTools.Offered offered;
    private final AnswerText content;
    private final ArrayNode output = JsonNodeFactory.instance.arrayNode();
    private final StringBuilder thought = new StringBuilder();
    private final List<Frame> frames = new ArrayList<>();
    private @Nullable StreamedItem open;
    /// Whether the block is the call whose arguments are the answer.
    private boolean answering;

    private boolean skipping;
    private String stopReason = "";
    private int calls;
    private int sequence;

    ResponsesStream(ResponseObject response, boolean asJson) {
        this.response = response;
        this.offered = ResponsesTools.Offered.of(response.request());
        this.content = new AnswerText(asJson);
    }

    @Override
    public String contentType() {
        return "text/event-stream";
    }

    @Override
    public List<Frame> keepAlive() {
        return List.of(new Frame.Comment("keep-alive"));
    }

    @Override
    public List<Frame> end() {
        return List.of();
    }

    @Override
    public List<Frame> broken(Refusal refusal) {
        frames.clear();
        ObjectNode begun = response.of(ResponseItems.IN_PROGRESS, output.deepCopy());
        ResponsesErrors.ending(begun, refusal).forEach(this::add);
        return List.copyOf(frames);
    }

    @Override
    public List<Frame> on(ModelEvent event) {
        frames.clear();
        JsonNode payload = event.payload();
        switch (event.type()) {
            case ConverseEvents.MESSAGE_START -> start();
            case ConverseEvents.BLOCK_START -> begin(payload.path("start").path("toolUse"));
            case ConverseEvents.BLOCK_DELTA -> delta(payload.path("delta"));
            case ConverseEvents.BLOCK_STOP -> stop();
            case ConverseEvents.MESSAGE_STOP ->
                finish(payload.path("stopReason").asText());
            case ConverseEvents.METADATA -> end(payload);
            default -> {}
        }
        return List.copyOf(frames);
    }

    private void start() {
        told(ResponseEvents.CREATED, response.of(ResponseItems.IN_PROGRESS, output.deepCopy()));
        told(ResponseEvents.IN_PROGRESS, response.of(ResponseItems.IN_PROGRESS, output.deepCopy()));
    }

    private void begin(JsonNode use) {
        if (!use.isObject()) {
            return;
        }
        if (content.asJson() && JsonTool.isNamed(use)) {
            answering = content.answersByTool();
            skipping = !answering;
            if (answering) {
                said(StreamedItem.message(response, index()));
            }
            return;
        }
        skipping = calls > 0 && response.keepsOneCall();
        if (!skipping) {
            calls++;
            next(StreamedItem.call(response, offered, index(), use));
        }
    }

    private void delta(JsonNode delta) {
        JsonNode reasoning = delta.path("reasoningContent");
        if (delta.has("text")) {
            text(content.next(delta.path("text").asText()));
        } else if (delta.has("toolUse") && !skipping) {
            piece(delta.path("toolUse").path("input").asText());
        } else if (delta.has("reasoningContent")) {
            thought(reasoning);
        }
    }

    private void text(String text) {
        if (!text.isEmpty()) {
            said(StreamedItem.message(response, index()));
            piece(text);
        }
    }

    /// Adds a text; consecutive texts are one message.
    private void said(StreamedItem message) {
        if (open == null || !open.isMessage()) {
            next(message);
        }
    }

    private void thought(JsonNode reasoning) {
        if (open == null || !open.isReasoning() || open.ended()) {
            next(StreamedItem.reasoning(response, index()));
        }
        if (open != null) {
            open.sign(reasoning.path("signature").asText());
            open.hide(reasoning.path("redactedContent").asText());
        }
        thought.append(reasoning.path("text").asText());
        piece(reasoning.path("text").asText());
    }

    /// The index of the next item.
    private int index() {
        return open == null ? output.size() : output.size() + 1;
    }

    private void piece(String text) {
        if (open != null) {
            open.piece(text).forEach(this::add);
        }
    }

    private void stop() {
        if (answering && open != null && open.isEmpty()) {
            piece("{}");
        }
        answering = false;
        skipping = false;
        if (open != null) {
            open.end().forEach(this::add);
        }
    }

    private void next(StreamedItem item) {
        close(ResponseItems.COMPLETED);
        open = item;
        item.begin().forEach(this::add);
    }

    private void close(String status) {
        if (open != null) {
            open.done(status, output).forEach(this::add);
            open = null;
        }
    }

    /// Ends the answer; an empty one is still a message.
    private void finish(String reason) {
        stopReason = reason;
        text(content.rest());
        if (open == null && output.isEmpty()) {
            next(StreamedItem.message(response, index()));
        }
        close(ResponseObject.missing(reason).isEmpty() ? ResponseItems.COMPLETED : ResponseItems.INCOMPLETE);
    }

    private void end(JsonNode metadata) {
        ObjectNode whole = response.ended(stopReason, output, metadata, thought.toString());
        told("response." + whole.path("status").asText(), whole);
    }

    private void told(String type, ObjectNode whole) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", type);
        event.set(ResponseEvents.RESPONSE, whole);
        add(event);
    }

    private void add(ObjectNode event) {
        event.put("sequence_number", sequence++);
        frames.add(new Frame.ServerSent(Optional.of(event.path("type").asText()), event.toString()));
    }
}
