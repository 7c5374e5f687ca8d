package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Dialect;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Responder;
import io.breakwater.dialect.json.BodyGate;

/// `POST /v1/chat/completions` as OpenAI's clients speak it.
///
/// What Converse can say is translated; what changes nothing is dropped; everything else is refused by name, for an
/// answer to another question is worse than none.
public final class OpenAiDialect implements Dialect {
    private static final Responder PLAIN = new ChatResponder(false, false);

    private final BodyGate gate;

    public OpenAiDialect(BodyGate gate) {
        this.gate = gate;
    }

    @Override
    public Decoded decode(ApiRequest request, NameResolver names) {
        return switch (gate.read(request)) {
            case BodyGate.Body.Refused(Refusal refusal) -> new Decoded.Refused(refusal);
            case BodyGate.Body.Read(ObjectNode body) -> new ChatRequest(body).decode(names);
        };
    }

    @Override
    public ApiReply refuse(Refusal refusal, String requestId) {
        return PLAIN.refuse(refusal, requestId);
    }
}
