package io.breakwater.dialect.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Refusal;
import java.util.function.Function;

/// What every body passes before a dialect sees it: size, then content type, then [StrictJson].
public record BodyGate(JsonLimits limits) {

    /// @param decode reads a body that has passed
    public Decoded read(ApiRequest request, Function<ObjectNode, Decoded> decode) {
        if (request.body().length() > limits.bodyBytes()) {
            return new Decoded.Refused(Refusal.bodyTooLarge("the body has %d bytes, the limit is %d; send a smaller one"
                    .formatted(request.body().length(), limits.bodyBytes())));
        }
        return MediaType.fault(request)
                .<Decoded>map(fault -> new Decoded.Refused(Refusal.unsupportedMedia(fault)))
                .orElseGet(() -> parse(request.body().take(), decode));
    }

    private Decoded parse(byte[] body, Function<ObjectNode, Decoded> decode) {
        return switch (StrictJson.parse(body, limits)) {
            case Parsed.Json(ObjectNode json) -> decode.apply(json);
            case Parsed.Problem problem ->
                new Decoded.Refused(Refusal.invalidRequest(problem.message(), problem.field()));
        };
    }
}
