package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Dialect;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.ReplyHeaders;
import io.breakwater.dialect.json.BodyGate;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// `POST /v1/chat/completions` as OpenAI's clients speak it.
///
/// What Converse can say is translated; what changes nothing is dropped; everything else is refused by name, for an
/// answer to another question is worse than none.
public final class OpenAiDialect implements Dialect {
    private final BodyGate gate;

    public OpenAiDialect(BodyGate gate) {
        this.gate = gate;
    }

    @Override
    public Decoded decode(ApiRequest request) {
        return switch (gate.read(request)) {
            case BodyGate.Body.Refused(Refusal refusal) -> new Decoded.Refused(refusal);
            case BodyGate.Body.Read(ObjectNode body) -> new ChatRequest(body).decode();
        };
    }

    @Override
    public ApiReply answer(ModelCall call, ObjectNode converse, Answered answered) {
        return reply(200, ReplyHeaders.ofAnswer(answered.requestId()), ChatAnswer.of(converse, answered));
    }

    @Override
    public AnswerStream stream(ModelCall call, Answered answered) {
        return new ChatStream(answered, call.options().includeUsage());
    }

    @Override
    public ApiReply refuse(Refusal refusal, String requestId) {
        Map<String, String> headers = ReplyHeaders.ofRefusal(refusal, requestId);
        return reply(OpenAiErrors.of(refusal).status(), headers, OpenAiErrors.body(refusal));
    }

    private static ApiReply reply(int status, Map<String, String> headers, ObjectNode body) {
        return new ApiReply(status, headers, body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
