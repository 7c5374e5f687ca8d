package io.breakwater.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.body.ConverseEvents;
import io.breakwater.dialect.body.MessagesEvents;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.json.WholeCharacters;
import io.breakwater.dialect.openai.AnswerText;
import io.breakwater.dialect.openai.JsonTool;
import java.util.ArrayList;
import java.util.List;

/// A ConverseStream answer as Anthropic's events. Converse reports the input only at the end, so
/// `message_start` says 0 and `message_delta` has all counts. Blocks are numbered as they come; blocks
/// without an Anthropic form are left out.
final class TranslatedStream implements AnthropicStream {
    private final Answered answered;
    private final List<Frame> frames = new ArrayList<>();
    private String stopReason = "";
    private boolean hasCalls;
    private int blocks;
    /// The type of the open block; empty if none is open.
    private String open = "";

    private final AnswerText content;
    /// Whether the block that comes is the answer by a tool of the gateway's, and whether it is nobody's.
    private boolean answers;

    private boolean skips;
    private WholeCharacters characters = new WholeCharacters();

    /// @param asJson whether the answer was to be JSON
    TranslatedStream(Answered answered, boolean asJson) {
        this.answered = answered;
        this.content = new AnswerText(asJson);
    }

    @Override
    public Answered answered() {
        return answered;
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
                stopReason = payload.path("stopReason").asText();
            case ConverseEvents.METADATA -> finish(payload);
            default -> {}
        }
        return List.copyOf(frames);
    }

    private void start() {
        ObjectNode start = typed(MessagesEvents.MESSAGE_START);
        ObjectNode message = start.putObject("message");
        message.setAll(TranslatedAnswer.head(answered));
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        message.putObject("usage").put("input_tokens", 0).put("output_tokens", 0);
        add(start);
    }

    private void begin(JsonNode toolUse) {
        answers = false;
        skips = false;
        if (content.asJson() && JsonTool.isNamed(toolUse)) {
            answers = content.answersByTool();
            skips = !answers;
        } else if (toolUse.isObject()) {
            hasCalls = true;
            open(TranslatedAnswer.call(toolUse, JsonNodeFactory.instance.objectNode()));
        }
    }

    private void delta(JsonNode delta) {
        JsonNode reasoning = delta.path("reasoningContent");
        if (delta.has("text")) {
            said(content.next(delta.path("text").asText()));
        } else if (delta.has("toolUse") && answers) {
            said(delta.path("toolUse").path("input").asText());
        } else if (delta.has("toolUse") && !skips) {
            text("input_json_delta", "partial_json", delta.path("toolUse").path("input"));
        } else if (reasoning.has("text")) {
            opened("thinking", "thinking");
            text("thinking_delta", "thinking", reasoning.path("text"));
        } else if (reasoning.has("signature")) {
            opened("thinking", "thinking");
            piece("signature_delta", "signature", reasoning.path("signature").asText());
        }
    }

    private void said(String text) {
        if (!text.isEmpty()) {
            opened("text", "text");
            text("text_delta", "text", JsonNodeFactory.instance.textNode(text));
        }
    }

    private void opened(String type, String member) {
        if (!open.equals(type)) {
            close();
            open(typed(type).put(member, ""));
        }
    }

    private void open(ObjectNode block) {
        open = block.path("type").asText();
        characters = new WholeCharacters();
        ObjectNode start = typed("content_block_start").put("index", blocks);
        start.set("content_block", block);
        add(start);
    }

    private void text(String type, String member, JsonNode text) {
        String whole = characters.next(text.asText());
        if (!whole.isEmpty()) {
            piece(type, member, whole);
        }
    }

    private void piece(String type, String member, String text) {
        ObjectNode event = typed("content_block_delta").put("index", blocks);
        event.putObject("delta").put("type", type).put(member, text);
        add(event);
    }

    /// An answer without arguments has no piece at all.
    private void stop() {
        if (answers && open.isEmpty()) {
            said("{}");
        }
        answers = false;
        close();
    }

    private void close() {
        if (!open.isEmpty()) {
            open = "";
            add(typed("content_block_stop").put("index", blocks++));
        }
    }

    private void finish(JsonNode metadata) {
        said(content.rest());
        close();
        ObjectNode delta = typed("message_delta");
        delta.putObject("delta")
                .put("stop_reason", TranslatedAnswer.stopReason(stopReason, hasCalls))
                .putNull("stop_sequence");
        delta.set("usage", TranslatedAnswer.usage(metadata));
        add(delta);
        add(typed("message_stop"));
    }

    private void add(ObjectNode event) {
        frames.add(AnthropicStream.frame(event.path("type").asText(), event.toString()));
    }

    private static ObjectNode typed(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }
}
