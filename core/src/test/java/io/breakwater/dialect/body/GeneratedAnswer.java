package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A streamed answer as ConverseStream delivers it ("ConverseStream", Amazon Bedrock API Reference),
/// made from a seed: thoughts, texts and tool calls, in pieces that are cut anywhere, even within a
/// character.
public final class GeneratedAnswer {
    private static final List<String> WORDS = List.of(
            "Hello",
            " world",
            "\n\n",
            "\r\n",
            "Grüße aus Köln",
            "👋🏽",
            "東京",
            "\u2028",
            "\u0085",
            "\uFEFF",
            "e\u0301",
            "\tx",
            "\u0001",
            "data: [DONE]",
            "event: error\n",
            "\"quoted\\\"",
            "{\"a\":",
            "}",
            "𝔘");
    private static final List<String> ENDS = List.of(
            "end_turn",
            "max_tokens",
            "stop_sequence",
            "guardrail_intervened",
            "content_filtered",
            "model_context_window_exceeded",
            "of_tomorrow");

    /// Of a surrogate pair, a pattern matches the whole character, never a half.
    private static final Pattern HALF = Pattern.compile("[\\x{D800}-\\x{DFFF}]");

    private final Random random;
    private final List<ModelEvent> events = new ArrayList<>();
    private int blocks;
    private boolean calls;

    private GeneratedAnswer(long seed) {
        this.random = new Random(seed);
    }

    /// All events of a complete stream.
    public static List<ModelEvent> events(long seed) {
        GeneratedAnswer answer = new GeneratedAnswer(seed);
        answer.write();
        return List.copyOf(answer.events);
    }

    /// The answer that Converse would have given at once.
    public static ObjectNode whole(List<ModelEvent> events) {
        GatheredConverseAnswer gathered = new GatheredConverseAnswer(new StreamEnd(List.of()));
        events.forEach(gathered::add);
        return gathered.answer().deepCopy();
    }

    /// An event's payload as it goes over the wire: half of a character has no form in UTF-8, so it is
    /// escaped.
    public static String json(ModelEvent event) {
        return HALF.matcher(event.payload().toString())
                .replaceAll(half -> "\\\\u%04x".formatted((int) half.group().charAt(0)));
    }

    /// Everything that the deltas deliver at a place, joined.
    ///
    /// @param pointer the place within `delta`
    public static String said(List<ModelEvent> events, String pointer) {
        return events.stream()
                .filter(event -> event.type().equals(ConverseEvents.BLOCK_DELTA))
                .map(event -> event.payload().path("delta").at(pointer).asText())
                .collect(Collectors.joining());
    }

    private void write() {
        event(ConverseEvents.MESSAGE_START, object().put("role", "assistant"));
        if (random.nextInt(3) == 0) {
            thought();
        }
        int texts = random.nextInt(3);
        for (int i = 0; i < texts; i++) {
            text();
        }
        int uses = Math.max(texts == 0 ? 1 : 0, random.nextInt(4) - 1);
        for (int i = 0; i < uses; i++) {
            call();
        }
        event(ConverseEvents.MESSAGE_STOP, object().put("stopReason", calls ? "tool_use" : one(ENDS)));
        metadata();
    }

    private void thought() {
        if (random.nextInt(4) == 0) {
            delta(object().put("redactedContent", "c2VjcmV0"), "reasoningContent");
        } else {
            cut(words()).forEach(piece -> delta(object().put("text", piece), "reasoningContent"));
            delta(object().put("signature", "c2lnbmVk"), "reasoningContent");
        }
        stop();
    }

    private void text() {
        for (String piece : cut(words())) {
            ObjectNode payload = object();
            payload.putObject("delta").put("text", piece);
            event(ConverseEvents.BLOCK_DELTA, payload);
        }
        stop();
    }

    private void call() {
        calls = true;
        ObjectNode payload = object();
        payload.putObject("start")
                .putObject("toolUse")
                .put("toolUseId", "tooluse_" + blocks)
                .put("name", "get_weather");
        event(ConverseEvents.BLOCK_START, payload);
        if (random.nextInt(4) != 0) {
            String input = object().put("city", words()).put("days", 3).toString();
            cut(input).forEach(piece -> delta(object().put("input", piece), "toolUse"));
        }
        stop();
    }

    private void metadata() {
        ObjectNode payload = object();
        ObjectNode usage = payload.putObject("usage").put("inputTokens", 26).put("outputTokens", 9);
        if (random.nextBoolean()) {
            usage.put("cacheReadInputTokens", 5).put("cacheWriteInputTokens", 7);
        }
        usage.put("totalTokens", 35);
        payload.putObject("metrics").put("latencyMs", 551);
        event(ConverseEvents.METADATA, payload);
    }

    private void delta(ObjectNode members, String kind) {
        ObjectNode payload = object();
        payload.putObject("delta").set(kind, members);
        event(ConverseEvents.BLOCK_DELTA, payload);
    }

    private void stop() {
        event(ConverseEvents.BLOCK_STOP, object());
        blocks++;
    }

    private void event(String type, ObjectNode payload) {
        if (type.startsWith("contentBlock")) {
            payload.put("contentBlockIndex", blocks);
        }
        events.add(new ModelEvent(type, payload.put("p", "abcdefghij".substring(random.nextInt(10)))));
    }

    private String words() {
        StringBuilder words = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            words.append(one(WORDS));
        }
        return words.toString();
    }

    private List<String> cut(String text) {
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(text.length(), from + 1 + random.nextInt(8));
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
