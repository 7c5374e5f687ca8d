package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.ModelCard;
import java.util.Optional;

/// The thinking before an earlier answer, which clients send back with it (ReasoningContentBlock,
/// Amazon Bedrock API Reference). Claude wants its own thinking back, with its signature; other models
/// refuse the member (`This model doesn't support the reasoningContent.reasoningText.signature field`),
/// since they did not write it. Thinking that GPT has encrypted in OpenAI's Responses travels through
/// clients as such a signature, with a mark, and goes back to GPT alone.
public final class Thoughts {
    public static final String MEMBER = "reasoningContent";

    /// The models that take their thinking back.
    enum Reader {
        CLAUDE,
        RESPONSES,
        NOBODY
    }

    private static final String REDACTED = "redactedContent";
    private static final String TEXT = "reasoningText";
    private static final String SIGNATURE = "signature";

    /// The type of the items of OpenAI's Responses that hold thinking.
    static final String ITEM = "reasoning";

    private static final String ENCRYPTED = "encrypted_content";

    /// The beginning of the signature for thinking encrypted by OpenAI's Responses; the item's id and a
    /// colon follow.
    private static final String MARK = "openai:";

    private Thoughts() {}

    /// The signature by which an item of OpenAI's Responses travels through clients; empty if it has
    /// nothing encrypted.
    static String signatureOf(JsonNode item) {
        String encrypted = item.path(ENCRYPTED).asText("");
        return encrypted.isEmpty() ? "" : MARK + item.path("id").asText() + ":" + encrypted;
    }

    /// Whether a block's signature comes from OpenAI's Responses; Claude cannot check it.
    public static boolean isOfResponses(JsonNode signed) {
        return signed.path(SIGNATURE).asText().startsWith(MARK);
    }

    /// The item with that signature, as OpenAI's Responses take it back.
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

    /// Whether an item of OpenAI's Responses is thinking that is encrypted.
    static boolean isSealed(JsonNode item) {
        return item.path("type").asText().equals(ITEM) && item.path(ENCRYPTED).isTextual();
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

    /// Removes thinking that the model does not take back. No model can decrypt another vendor's
    /// thinking, so only GPT gets GPT's back.
    static Optional<BodyChange> of(ModelCard model, ObjectNode converse) {
        Reader reader =
                model.id().isClaude() ? Reader.CLAUDE : ResponsesBody.asksGpt(model) ? Reader.RESPONSES : Reader.NOBODY;
        return BlockLists.ofMessages(converse).anyMatch(block -> isUnread(block, reader))
                ? Optional.of(BodyChange.fewerThoughts(reader))
                : Optional.empty();
    }

    /// Whether a model with this name in a response is GPT.
    static boolean isGpt(String name) {
        return name.contains("gpt");
    }

    /// @param reader the model whose thoughts stay
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
