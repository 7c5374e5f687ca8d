package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.json.BodyGate;
import io.breakwater.surface.ApiOperation;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// `POST /model/{model}/count-tokens` ("CountTokens", Amazon Bedrock API Reference): a request of Converse or of
/// InvokeModel, inside a member `input`, that is counted instead of answered.
record CountTokensRequest(String model, BodyGate gate) {
    private static final String CONVERSE = "input.converse";
    private static final String INVOKED = "input.invokeModel.body";

    static Optional<CountTokensRequest> parse(String path, BodyGate gate) {
        return ApiOperation.at(path)
                .filter(operation -> operation == ApiOperation.COUNT_TOKENS)
                .map(operation -> new CountTokensRequest(operation.variable(path), gate));
    }

    /// @param converse reads a request of Converse
    /// @param invoked reads a body of InvokeModel
    Decoded decode(ApiRequest request, Function<ObjectNode, Decoded> converse, Function<ObjectNode, Decoded> invoked) {
        return gate.read(request, body -> decode(body.path("input"), converse, invoked));
    }

    private Decoded decode(
            JsonNode input, Function<ObjectNode, Decoded> converse, Function<ObjectNode, Decoded> invoked) {
        if (input.path("converse") instanceof ObjectNode request) {
            return converse.apply(request);
        }
        JsonNode body = input.path("invokeModel").path("body");
        return body.isTextual()
                ? decode(body.textValue(), invoked)
                : refused("one of %s (an object) and %s (base64) must be given".formatted(CONVERSE, INVOKED), "input");
    }

    private Decoded decode(String base64, Function<ObjectNode, Decoded> invoked) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException wrong) {
            return refused(INVOKED + " must be base64", INVOKED);
        }
        Map<String, String> json = Map.of("content-type", "application/json");
        return gate.read(new ApiRequest("POST", "", json, bytes), invoked);
    }

    private static Decoded refused(String why, String field) {
        return new Decoded.Refused(Refusal.invalidRequest(why, Optional.of(field)));
    }
}
