package io.breakwater.dialect.cohere;

import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.BedrockHeaders;
import io.breakwater.dialect.BodyGate;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Dialect;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.Refusal;
import io.breakwater.surface.ClientFamily;

/// `POST /v2/chat` as Cohere's clients speak it ("Chat", Cohere API reference): texts only.
public final class CohereDialect implements Dialect {
    private final BodyGate gate;

    public CohereDialect(BodyGate gate) {
        this.gate = gate;
    }

    @Override
    public ClientFamily clients() {
        return ClientFamily.COHERE;
    }

    @Override
    public Decoded decode(ApiRequest request, NameResolver names) {
        return BedrockHeaders.heed(
                request, false, () -> gate.read(request, body -> new CohereRequest(body).decode(names)));
    }

    @Override
    public ApiReply refuse(Refusal refusal, String requestId) {
        return CohereErrors.reply(refusal, requestId);
    }
}
