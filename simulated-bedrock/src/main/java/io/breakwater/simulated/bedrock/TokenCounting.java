package io.breakwater.simulated.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.answer.AskedConversation;
import io.breakwater.simulated.bedrock.wire.Checked;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.util.Base64;

/// CountTokens: free of quota and of faults, for Converse and InvokeModel inputs.
final class TokenCounting {

    private final CallAdmission callAdmission;

    TokenCounting(CallAdmission callAdmission) {
        this.callAdmission = callAdmission;
    }

    /// The answer to a body.
    Checked<ObjectNode> counted(ModelRoute route, byte[] body) {
        return Json.parse(body)
                .then(request -> conversation(request.path("input"), route))
                .then(conversation -> Checked.ok(Json.object().put("inputTokens", conversation.promptTokens())));
    }

    private Checked<AskedConversation> conversation(JsonNode input, ModelRoute route) {
        JsonNode invokeBody = input.path("invokeModel").path("body");
        if (input.path("converse").isObject()) {
            return callAdmission.read(input.path("converse"), BodyFormats.converse(), route);
        }
        return invokeBody.isTextual()
                ? decoded(invokeBody.textValue())
                        .then(Json::parse)
                        .then(request -> callAdmission.read(request, BodyFormats.ofInvoke(route.modelId()), route))
                : Checked.no(SentError.validation("input must set one of the following keys: converse, invokeModel."));
    }

    private static Checked<byte[]> decoded(String base64) {
        try {
            return Checked.ok(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Checked.no(SentError.validation("input.invokeModel.body is not base64: " + e.getMessage()));
        }
    }
}
