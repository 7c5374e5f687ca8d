package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.ReplyHeaders;
import io.breakwater.dialect.Responder;
import io.breakwater.dialect.body.FeatureMembers;
import io.breakwater.model.Feature;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers a completion of one text, in the words of a chat's answer.
///
/// @param includeUsage whether a streamed answer ends with a chunk of token counts
record CompletionResponder(boolean includeUsage) implements Responder {

    @Override
    public ApiReply whole(ObjectNode answer, Answered answered) {
        ObjectNode chat = ChatAnswer.of(answer, answered, false, false);
        JsonNode choice = chat.path("choices").path(0);
        ObjectNode json = choice(
                answered,
                choice.path("message").path("content").asText(""),
                choice.path("finish_reason").textValue());
        json.set("usage", chat.path("usage"));
        return new ApiReply(
                200,
                ReplyHeaders.ofAnswer(answered.requestId()),
                json.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public AnswerStream stream(Answered answered) {
        return new CompletionStream(answered, includeUsage);
    }

    @Override
    public Optional<String> member(Feature feature) {
        return Optional.of(FeatureMembers.CHAT.of(feature));
    }

    @Override
    public ApiReply refuse(Refusal refusal, String requestId) {
        return new ChatResponder(false, false, false).refuse(refusal, requestId);
    }

    /// A whole answer or a chunk: both have the same members.
    static ObjectNode choice(Answered answered, String text, @Nullable String finishReason) {
        ObjectNode json = head(answered);
        json.putArray("choices")
                .addObject()
                .put("text", text)
                .put("index", 0)
                .putNull("logprobs")
                .put("finish_reason", finishReason);
        return json;
    }

    static ObjectNode head(Answered answered) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", "cmpl-" + answered.requestId())
                .put("object", "text_completion")
                .put("created", answered.at().getEpochSecond())
                .put("model", answered.model());
    }
}
