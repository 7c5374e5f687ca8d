package io.breakwater.simulated.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.answer.Conversation;
import io.breakwater.simulated.bedrock.wire.BedrockError;
import io.breakwater.simulated.bedrock.wire.Checked;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.Reply;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;

/// CountTokens: free of quota and of faults, for Converse and InvokeModel inputs.
final class TokenCounting {

    private final Desk desk;

    TokenCounting(Desk desk) {
        this.desk = desk;
    }

    void answer(Route route, Reply reply, byte[] body) throws IOException {
        Checked<Conversation> read = Json.parse(body).then(request -> conversation(request.path("input"), route));
        switch (read) {
            case Checked.No<Conversation>(BedrockError error) -> reply.error(error);
            case Checked.Ok<Conversation>(Conversation conversation) ->
                reply.json(200, Json.bytes(Json.object().put("inputTokens", conversation.promptTokens())), Map.of());
        }
    }

    private Checked<Conversation> conversation(JsonNode input, Route route) {
        JsonNode invokeBody = input.path("invokeModel").path("body");
        if (input.path("converse").isObject()) {
            return desk.read(input.path("converse"), Dialects.converse(), route);
        }
        return invokeBody.isTextual()
                ? decoded(invokeBody.textValue())
                        .then(Json::parse)
                        .then(request -> desk.read(request, Dialects.ofInvoke(route.modelId()), route))
                : Checked.no(
                        BedrockError.validation("input must set one of the following keys: converse, invokeModel."));
    }

    private static Checked<byte[]> decoded(String base64) {
        try {
            return Checked.ok(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Checked.no(BedrockError.validation("input.invokeModel.body is not base64: " + e.getMessage()));
        }
    }
}
