package io.breakwater.dialect.anthropic;

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

/// Answers a Messages request. Claude's answers pass unchanged, those of other models are translated.
///
/// @param asJson whether the answer was to be JSON
record MessagesResponder(boolean asJson) implements Responder {
    static final Responder INSTANCE = new MessagesResponder(false);

    @Override
    public ApiReply whole(ObjectNode answer, Answered answered) {
        Map<String, String> headers = ReplyHeaders.ofAnswer(answered.requestId());
        headers.put(AnthropicErrors.REQUEST_ID, answered.requestId());
        return new ApiReply(200, headers, message(answer, answered).toString().getBytes(StandardCharsets.UTF_8));
    }

    private ObjectNode message(ObjectNode answer, Answered answered) {
        return switch (answered.api()) {
            case CONVERSE -> TranslatedAnswer.of(answer, answered, asJson);
            case INVOKE, ANTHROPIC_MESSAGES -> answered.aliased() ? named(answer, answered) : answer;
            case OPENAI_CHAT, OPENAI_RESPONSES -> throw notAsked(answered);
        };
    }

    /// The message with the alias as its model.
    static ObjectNode named(ObjectNode message, Answered answered) {
        return SharedMembers.of(message).put("model", answered.model());
    }

    @Override
    public AnswerStream stream(Answered answered) {
        return switch (answered.api()) {
            case CONVERSE -> new TranslatedStream(answered, asJson);
            case INVOKE, ANTHROPIC_MESSAGES -> new MessagesStream(answered);
            case OPENAI_CHAT, OPENAI_RESPONSES -> throw notAsked(answered);
        };
    }

    private static IllegalStateException notAsked(Answered answered) {
        return new IllegalStateException(
                "Messages are not put to " + answered.api().label());
    }

    @Override
    public Map<String, String> identifying(String requestId) {
        return Map.of(ReplyHeaders.REQUEST_ID, requestId, AnthropicErrors.REQUEST_ID, requestId);
    }

    @Override
    public Optional<String> member(Feature feature) {
        return Optional.of(FeatureMembers.MESSAGES.of(feature));
    }

    @Override
    public ApiReply refuse(Refusal refusal, String requestId) {
        return AnthropicErrors.reply(refusal, requestId);
    }
}
