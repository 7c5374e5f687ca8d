package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerOptions;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Dialect;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.ModelNames;
import io.breakwater.dialect.Needs;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.ReplyHeaders;
import io.breakwater.dialect.json.BodyGate;
import io.breakwater.dialect.json.Findings;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.model.Alias;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// `POST /model/{alias}/converse` and `/converse-stream`: the AWS SDKs with only endpoint and key changed. The
/// body is the canonical form already; content passes as it came.
public final class BedrockDialect implements Dialect {
    private final BodyGate gate;

    public BedrockDialect(BodyGate gate) {
        this.gate = gate;
    }

    @Override
    public Decoded decode(ApiRequest request) {
        Optional<ConversePath> path = ConversePath.parse(request.path());
        if (path.isEmpty()) {
            return new Decoded.Refused(new Refusal.RouteNotFound(
                    "there is no such path; use /model/{model}/converse or /model/{model}/converse-stream"));
        }
        return ModelNames.alias(path.get().model())
                .map(alias -> decode(request, alias, path.get().stream()))
                .orElseGet(() -> new Decoded.Refused(ModelNames.notFound()));
    }

    private Decoded decode(ApiRequest request, Alias alias, boolean stream) {
        return switch (gate.read(request)) {
            case BodyGate.Body.Refused(Refusal refusal) -> new Decoded.Refused(refusal);
            case BodyGate.Body.Read(ObjectNode body) -> decode(body, alias, stream);
        };
    }

    private static Decoded decode(ObjectNode json, Alias alias, boolean stream) {
        json.removeIf(JsonNode::isNull);
        Findings findings = new Findings();
        ConverseBody body = new ConverseBody(JsonField.root(json, findings));
        body.check();
        OptionalLong maxTokens = body.takeMaxTokens();
        return findings.first()
                .<Decoded>map(Decoded.Refused::new)
                .orElseGet(() -> new Decoded.Call(
                        new ModelCall(alias, stream, json, maxTokens, Needs.of(json), AnswerOptions.NONE)));
    }

    @Override
    public ApiReply answer(ModelCall call, ObjectNode converse, Answered answered) {
        Map<String, String> headers = ReplyHeaders.ofAnswer(answered.requestId());
        headers.put("x-amzn-requestid", answered.requestId());
        return reply(200, headers, converse);
    }

    @Override
    public AnswerStream stream(ModelCall call, Answered answered) {
        return new BedrockStream();
    }

    @Override
    public ApiReply refuse(Refusal refusal, String requestId) {
        BedrockError error = BedrockError.of(refusal);
        Map<String, String> headers = ReplyHeaders.ofRefusal(refusal, requestId);
        headers.put("x-amzn-requestid", requestId);
        headers.put("x-amzn-errortype", error.type());
        return reply(error.status(), headers, BedrockError.body(refusal));
    }

    private static ApiReply reply(int status, Map<String, String> headers, ObjectNode body) {
        return new ApiReply(status, headers, body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
