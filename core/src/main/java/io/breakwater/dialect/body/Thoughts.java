package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.ModelId;
import java.util.Optional;

/// What a model thought before an earlier answer, which comes back with it (ReasoningContentBlock, Amazon Bedrock API
/// Reference). Claude wants its own words, with its signature; other models refuse the member (`This model doesn't
/// support the reasoningContent.reasoningText.signature field`), as they did not write what Claude thought.
public final class Thoughts {
    public static final String MEMBER = "reasoningContent";

    private static final String REDACTED = "redactedContent";
    private static final String TEXT = "reasoningText";
    private static final String SIGNATURE = "signature";

    private Thoughts() {}

    public static boolean isOne(JsonNode block) {
        return block.has(MEMBER);
    }

    /// Whether Claude takes it back.
    static boolean isSigned(JsonNode block) {
        JsonNode thought = block.path(MEMBER);
        return thought.has(REDACTED)
                || !thought.path(TEXT).path(SIGNATURE).asText().isEmpty();
    }

    /// Takes out what the model does not take back.
    static Optional<BodyChange> of(ModelId model, ObjectNode converse) {
        boolean claude = model.isClaude();
        return BlockLists.ofMessages(converse).anyMatch(block -> isUnread(block, claude))
                ? Optional.of(BodyChange.fewerThoughts(claude))
                : Optional.empty();
    }

    /// @param signed whether those that Claude has signed stay
    static ObjectNode fewer(ObjectNode converse, boolean signed) {
        return BlockLists.inMessages(converse, blocks -> rest(blocks, signed));
    }

    private static boolean isUnread(JsonNode block, boolean signed) {
        return isOne(block) && !(signed && isSigned(block));
    }

    private static ArrayNode rest(ArrayNode blocks, boolean signed) {
        if (blocks.valueStream().noneMatch(block -> isUnread(block, signed))) {
            return blocks;
        }
        ArrayNode kept = blocks.arrayNode();
        blocks.forEach(block -> {
            if (!isUnread(block, signed)) {
                kept.add(block);
            }
        });
        return kept;
    }
}
