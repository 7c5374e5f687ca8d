package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.BedrockHeaders;
import io.breakwater.dialect.BodyGate;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.anthropic.InvokedMessages;
import io.breakwater.dialect.body.EmbeddingBodies;
import io.breakwater.dialect.body.MessagesBody;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A call in a model family's own format ("InvokeModel", Amazon Bedrock API Reference): Anthropic's,
/// those of [FamilyLanguage][io.breakwater.dialect.body.FamilyLanguage], and those of embeddings.
final class InvokeRequest {
    /// The member that marks an Anthropic body: Bedrock takes none without it.
    private static final String FAMILY = MessagesBody.VERSION;

    private static final String TYPE = "content-type";
    private static final String BYTES = "application/octet-stream";

    private final ApiRequest request;
    private final String model;
    private final boolean stream;

    /// @param model as the client names it
    InvokeRequest(ApiRequest request, String model, boolean stream) {
        this.request = request;
        this.model = model;
        this.stream = stream;
    }

    Decoded decode(BodyGate gate, NameResolver names) {
        return gate.read(typed(), body -> decode(body, names));
    }

    /// Reads this body as the request's headers want it.
    Decoded decode(ObjectNode body, NameResolver names) {
        return BedrockHeaders.heed(
                request,
                hasTiers(body),
                () -> body.has(FAMILY)
                        ? InvokedMessages.decode(body, model, stream, names, InvokeResponder.INSTANCE)
                        : others(body, names));
    }

    /// Neither Claude nor a model that embeds has a tier but the usual one.
    private static boolean hasTiers(ObjectNode body) {
        return !body.has(FAMILY) && EmbeddingBodies.invoked(body).isEmpty();
    }

    /// Sets the content type: AWS's SDKs send none for a body that they treat as bytes, as
    /// InvokeModel's, unless told to; the SDK for JavaScript calls it plain bytes.
    private ApiRequest typed() {
        if (request.header(TYPE).filter(type -> !type.equals(BYTES)).isPresent()) {
            return request;
        }
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.put(TYPE, "application/json");
        return new ApiRequest(request.method(), request.path(), headers, request.body());
    }

    /// Reads a body of an embedding family, or of another family that answers in words; it goes to its
    /// models unchanged.
    private Decoded others(ObjectNode body, NameResolver names) {
        Optional<EmbeddingBodies> bodies = EmbeddingBodies.invoked(body);
        return bodies.isEmpty()
                ? new FamilyRequest(body, BedrockHeaders.asksForFlex(request)).decode(model, stream, names)
                : names.alias(model)
                        .<Decoded>map(alias -> new Decoded.Call(
                                new ModelCall(alias, stream, bodies.get(), OptionalLong.of(0)),
                                InvokeResponder.INSTANCE))
                        .orElseGet(() -> new Decoded.Refused(names.unknown(model)));
    }

    /// Reads a body whose tokens are counted.
    static Decoded count(ObjectNode body, String model, NameResolver names) {
        return body.has(FAMILY)
                ? InvokedMessages.count(body, model, names, InvokeResponder.INSTANCE)
                : new FamilyRequest(body, false).decode(model, false, names);
    }
}
