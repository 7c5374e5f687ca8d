package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.ModelCard;
import java.util.Optional;

/// What a model thought before an earlier answer, which comes back with it (ReasoningContentBlock, Amazon Bedrock API
/// Reference). Claude wants its own words, with its signature; other models refuse the member (`This model doesn't
/// support the reasoningContent.reasoningText.signature field`), as they did not write what Claude thought. What GPT
/// has encrypted in OpenAI's Responses goes through clients as such a signature, with a mark, and back to GPT alone.
public final class Thoughts {
    public static final String MEMBER = "reasoningContent";

    /// Who takes back what it thought.
    enum Reader {
        CLAUDE,
        RESPONSES,
        NOBODY
    }

    private static final String REDACTED = "redactedContent";
    private static final String TEXT = "reasoningText";
    private static final String SIGNATURE = "signature";

    /// The type of an item of OpenAI's Responses that has what was thought.
    static final String ITEM = "reasoning";

    private static final String ENCRYPTED = "encrypted_content";

    /// Begins the signature of what OpenAI's Responses have encrypted; the item's id and a colon follow.
    private static final String MARK = "openai:";

    private Thoughts() {}

    /// The signature by which an item of OpenAI's Responses goes through clients; empty where it has nothing encrypted.
    static String signatureOf(JsonNode item) {
        String encrypted = item.path(ENCRYPTED).asText("");
        return encrypted.isEmpty() ? "" : MARK + item.path("id").asText() + ":" + encrypted;
    }

    /// Whether a block's signature is one of OpenAI's Responses, which Claude cannot check.
    public static boolean isOfResponses(JsonNode signed) {
        return signed.path(SIGNATURE).asText().startsWith(MARK);
    }

    /// The item that was signed so, as OpenAI's Responses take it back.
    static ObjectNode item(JsonNode block) {
        JsonNode thought = block.path(MEMBER).path(TEXT);
        String[] parts = thought.path(SIGNATURE).asText().split(":", 3);
        ObjectNode item = JsonNodeFactory.instance.objectNode().put("type", ITEM);
        if (!parts[1].isEmpty()) {
            item.put("id", parts[1]);
        }
        ArrayNode summary = item.putArray("summary");
        String text = thought.path("text").asText();
        if (!text.isEmpty()) {
            summary.addObject().put("type", "summary_text").put("text", text);
        }
        return item.put(ENCRYPTED, parts[parts.length - 1]);
    }

    public static boolean isOne(JsonNode block) {
        return block.has(MEMBER);
    }

    /// Whether Claude takes it back.
    static boolean isSigned(JsonNode block) {
        JsonNode thought = block.path(MEMBER);
        boolean signed = !thought.path(TEXT).path(SIGNATURE).asText().isEmpty();
        return thought.has(REDACTED) || (signed && !isOfResponses(thought.path(TEXT)));
    }

    private static boolean isEncrypted(JsonNode block) {
        return isOfResponses(block.path(MEMBER).path(TEXT));
    }

    /// Takes out what the model does not take back. Nobody decrypts what another vendor's model has encrypted, so only
    /// GPT's comes back.
    static Optional<BodyChange> of(ModelCard model, ObjectNode converse) {
        Reader reader =
                model.id().isClaude() ? Reader.CLAUDE : ResponsesBody.asksGpt(model) ? Reader.RESPONSES : Reader.NOBODY;
        return BlockLists.ofMessages(converse).anyMatch(block -> isUnread(block, reader))
                ? Optional.of(BodyChange.fewerThoughts(reader))
                : Optional.empty();
    }

    /// Whether a model that names itself so in a response is GPT.
    static boolean isGpt(String name) {
        return name.contains("gpt");
    }

    /// @param reader whose thoughts stay
    static ObjectNode fewer(ObjectNode converse, Reader reader) {
        return BlockLists.inMessages(converse, blocks -> rest(blocks, reader));
    }

    private static boolean isUnread(JsonNode block, Reader reader) {
        return isOne(block)
                && !switch (reader) {
                    case CLAUDE -> isSigned(block);
                    case RESPONSES -> isEncrypted(block);
                    case NOBODY -> false;
                };
    }

    private static ArrayNode rest(ArrayNode blocks, Reader reader) {
        if (blocks.valueStream().noneMatch(block -> isUnread(block, reader))) {
            return blocks;
        }
        ArrayNode kept = blocks.arrayNode();
        blocks.forEach(block -> {
            if (!isUnread(block, reader)) {
                kept.add(block);
            }
        });
        return kept;
    }
}
