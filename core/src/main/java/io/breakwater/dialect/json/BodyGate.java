package io.breakwater.dialect.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.Refusal;

/// What every body passes before a dialect sees it: size, then content type, then [StrictJson].
public record BodyGate(JsonLimits limits) {

    /// What became of a body.
    public sealed interface Body {

        record Read(ObjectNode json) implements Body {}

        record Refused(Refusal refusal) implements Body {}
    }

    public Body read(ApiRequest request) {
        if (request.body().length() > limits.bodyBytes()) {
            return new Body.Refused(
                    new Refusal.BodyTooLarge("the body has %d bytes, the limit is %d; send a smaller one"
                            .formatted(request.body().length(), limits.bodyBytes())));
        }
        return MediaType.fault(request)
                .<Body>map(fault -> new Body.Refused(new Refusal.UnsupportedMedia(fault)))
                .orElseGet(() -> parse(request.body().take()));
    }

    private Body parse(byte[] body) {
        return switch (StrictJson.parse(body, limits)) {
            case Parsed.Json(ObjectNode json) -> new Body.Read(json);
            case Parsed.Problem problem ->
                new Body.Refused(new Refusal.InvalidRequest(problem.message(), problem.field()));
        };
    }
}
