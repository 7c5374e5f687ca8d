package io.breakwater.simulated.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.answer.AskedConversation;
import io.breakwater.simulated.bedrock.wire.Checked;
import io.breakwater.simulated.bedrock.wire.HttpReply;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;

/// CountTokens: free of quota and of faults, for Converse and InvokeModel inputs.
final class TokenCounting {

    private final CallAdmission callAdmission;

    TokenCounting(CallAdmission callAdmission) {
        this.callAdmission = callAdmission;
    }

    void answer(ModelRoute route, HttpReply reply, byte[] body) throws IOException {
        Checked<AskedConversation> read = Json.parse(body).then(request -> conversation(request.path("input"), route));
        switch (read) {
            case Checked.No<AskedConversation>(SentError error) -> reply.error(error);
            case Checked.Ok<AskedConversation>(AskedConversation conversation) ->
                reply.json(200, Json.bytes(Json.object().put("inputTokens", conversation.promptTokens())), Map.of());
        }
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
