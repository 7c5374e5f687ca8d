package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.ReplyHeaders;
import io.breakwater.dialect.Responder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Answers a chat completion request.
///
/// @param includeUsage whether a streamed answer ends with a chunk of token counts
/// @param asJson whether the answer was to be JSON
/// @param singleCall whether the answer was to call one tool at most; of a model that calls several the first is kept
record ChatResponder(boolean includeUsage, boolean asJson, boolean singleCall) implements Responder {

    @Override
    public ApiReply whole(ObjectNode answer, Answered answered) {
        return reply(
                200, ReplyHeaders.ofAnswer(answered.requestId()), ChatAnswer.of(answer, answered, asJson, singleCall));
    }

    @Override
    public AnswerStream stream(Answered answered) {
        return new ChatStream(answered, includeUsage, asJson, singleCall);
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
