package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.ReplyHeaders;
import io.breakwater.dialect.Responder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Answers a request for a response.
///
/// @param request as its client wrote it, for the settings that the answer repeats
/// @param asJson whether the answer was to be JSON
record ResponsesResponder(ObjectNode request, boolean asJson) implements Responder {

    @Override
    public ApiReply whole(ObjectNode answer, Answered answered) {
        ObjectNode response = ResponsesAnswer.of(answer, new ResponseObject(request, answered), asJson);
        return new ApiReply(
                200,
                ReplyHeaders.ofAnswer(answered.requestId()),
                response.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public AnswerStream stream(Answered answered) {
        return new ResponsesStream(new ResponseObject(request, answered), asJson);
    }

    @Override
    public ApiReply refuse(Refusal refusal, String requestId) {
        return ResponsesErrors.reply(refusal, requestId);
    }

    /// That an answer is kept was asked for, and none is.
    @Override
    public List<String> adapted() {
        return request.path("store").asBoolean() ? List.of("store") : List.of();
    }
}
