package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.Frame;
import io.breakwater.model.TokenUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the `chat.completion.chunk` events of one answer.
///
/// @param includeUsage whether each has a `usage`, which OpenAI fills in the last one only
record ChatChunks(Answered answered, boolean includeUsage) {
    private static final String OBJECT = "chat.completion.chunk";

    List<Frame> delta(ObjectNode delta) {
        return chunk(delta, null);
    }

    List<Frame> delta(String member, String text) {
        return text.isEmpty() ? List.of() : delta(object().put(member, text));
    }

    List<Frame> finish(String reason) {
        return chunk(object(), reason);
    }

    List<Frame> usage(TokenUsage usage) {
        if (!includeUsage) {
            return List.of();
        }
        ObjectNode chunk = ChatAnswer.head(OBJECT, answered);
        chunk.putArray("choices");
        chunk.set("usage", ChatUsage.of(usage));
        return OpenAiStream.frame(chunk);
    }

    private List<Frame> chunk(ObjectNode delta, @Nullable String finishReason) {
        ObjectNode chunk = ChatAnswer.head(OBJECT, answered);
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        if (includeUsage) {
            chunk.putNull("usage");
        }
        return OpenAiStream.frame(chunk);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
