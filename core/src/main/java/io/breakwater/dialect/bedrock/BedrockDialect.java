package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.AskedGuardrail;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Dialect;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Responder;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.json.BodyGate;
import io.breakwater.dialect.json.Findings;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.model.Alias;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// `POST /model/{alias}/converse`, `/converse-stream`, `/invoke`, `/invoke-with-response-stream` and `/count-tokens`:
/// the
/// AWS SDKs with only endpoint and key changed. A body is in a model's language already; content passes as it came.
public final class BedrockDialect implements Dialect {
    private static final Responder RESPONDER = new BedrockResponder();

    private final BodyGate gate;

    public BedrockDialect(BodyGate gate) {
        this.gate = gate;
    }

    @Override
    public Decoded decode(ApiRequest request, NameResolver names) {
        Optional<InvokePath> invoked = InvokePath.parse(request.path());
        if (invoked.isPresent()) {
            return new InvokeRequest(request, invoked.get()).decode(gate, names);
        }
        Optional<CountTokensRequest> counted = CountTokensRequest.parse(request.path(), gate);
        if (counted.isPresent()) {
            String model = counted.get().model();
            return counted.get()
                    .decode(
                            request,
                            body -> named(model, names, alias -> decode(body, alias, false)),
                            body -> InvokeRequest.count(body, model, names));
        }
        Optional<ConversePath> path = ConversePath.parse(request.path());
        if (path.isEmpty()) {
            return new Decoded.Refused(new Refusal.RouteNotFound(
                    "there is no such path; use /model/{model}/converse or /model/{model}/converse-stream"));
        }
        return named(path.get().model(), names, alias -> decode(request, alias, path.get().stream()));
    }

    private static Decoded named(String model, NameResolver names, Function<Alias, Decoded> decode) {
        return names.alias(model).map(decode).orElseGet(() -> new Decoded.Refused(names.unknown(model)));
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
        ConverseRequest body = new ConverseRequest(JsonField.root(json, findings));
        body.check();
        OptionalLong maxTokens = body.takeMaxTokens();
        CallersMetadata.dropEmpty(json);
        Optional<AskedGuardrail> guardrail = body.takeGuardrail();
        return findings.first()
                .<Decoded>map(Decoded.Refused::new)
                .orElseGet(() -> new Decoded.Call(
                        new ModelCall(alias, stream, ConverseBody.of(json), maxTokens, guardrail), RESPONDER));
    }

    @Override
    public ApiReply refuse(Refusal refusal, String requestId) {
        return RESPONDER.refuse(refusal, requestId);
    }
}
