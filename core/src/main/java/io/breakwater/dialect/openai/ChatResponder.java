package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.ReplyHeaders;
import io.breakwater.dialect.Responder;
import io.breakwater.dialect.body.FeatureMembers;
import io.breakwater.dialect.json.SharedMembers;
import io.breakwater.model.Feature;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// Answers a chat completion request. Answers of OpenAI's own API pass unchanged, others are
/// translated.
///
/// @param includeUsage whether a streamed answer ends with a chunk of token counts
/// @param asJson whether the answer should be JSON
/// @param singleCall whether the answer should call one tool at most; of several calls the first is
/// kept
record ChatResponder(boolean includeUsage, boolean asJson, boolean singleCall) implements Responder {

    @Override
    public ApiReply whole(ObjectNode answer, Answered answered) {
        ObjectNode completion = switch (answered.api()) {
            case CONVERSE -> ChatAnswer.of(answer, answered, asJson, singleCall);
            case OPENAI_CHAT -> answered.aliased() ? named(answer, answered) : answer;
            case INVOKE, ANTHROPIC_MESSAGES, OPENAI_RESPONSES -> throw notAsked(answered);
        };
        return reply(200, ReplyHeaders.ofAnswer(answered.requestId()), completion);
    }

    /// A completion or a chunk with the alias as its model.
    static ObjectNode named(ObjectNode completion, Answered answered) {
        return completion.has("model") ? SharedMembers.of(completion).put("model", answered.model()) : completion;
    }

    @Override
    public AnswerStream stream(Answered answered) {
        return switch (answered.api()) {
            case CONVERSE -> new ChatStream(answered, includeUsage, asJson, singleCall);
            case OPENAI_CHAT -> new PassedStream(answered, includeUsage);
            case INVOKE, ANTHROPIC_MESSAGES, OPENAI_RESPONSES -> throw notAsked(answered);
        };
    }

    private static IllegalStateException notAsked(Answered answered) {
        return new IllegalStateException(
                "chat completions are not put to " + answered.api().label());
    }

    @Override
    public Optional<String> member(Feature feature) {
        return Optional.of(FeatureMembers.CHAT.of(feature));
    }

    @Override
    public ApiReply refuse(Refusal refusal, String requestId) {
        Map<String, String> headers = ReplyHeaders.ofRefusal(refusal, requestId);
        return reply(OpenAiError.of(refusal).status(), headers, OpenAiError.body(refusal));
    }

    private static ApiReply reply(int status, Map<String, String> headers, ObjectNode body) {
        return new ApiReply(status, headers, body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
