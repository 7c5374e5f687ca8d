package io.breakwater.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.lambda.ManagedRuntime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The router's whole answers under AWS's own runtime interface client, which does not stream; the
/// deployed function has a loop of its own for streaming.
@EnabledOnOs(OS.LINUX)
class ManagedRouterTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void a_call_is_answered_and_refused_as_by_our_own_loop() throws Exception {
        try (ManagedRuntime router = ManagedRuntime.of(UnstreamedRouter.class, folder, Map.of())) {
            JsonNode answer = router.answer(chat("search", "sonnet"));
            assertThat(answer.path("statusCode").asInt()).as(router.output()).isEqualTo(200);
            assertThat(answer.at("/headers/x-breakwater-model").asText()).contains("claude-sonnet-4-6");
            assertThat(body(answer).at("/choices/0/message/content").asText()).isEqualTo("grüße");

            JsonNode refused = router.answer(chat("search", "nothing"));
            assertThat(refused.path("statusCode").asInt()).isEqualTo(404);
            assertThat(body(refused).at("/error/message").asText()).contains("GET /v1/models");
            assertThat(router.answer(chat("nobody", "sonnet"))
                            .path("statusCode")
                            .asInt())
                    .isEqualTo(401);
        }
    }

    private static JsonNode body(JsonNode answer) throws Exception {
        return JSON.readTree(answer.path("body").asText());
    }

    /// The event as API Gateway sends it: the body in base64, members that are null, and unknown
    /// members.
    private static String chat(String tenant, String model) {
        String body =
                "{\"model\": \"%s\", \"messages\": [{\"role\": \"user\", \"content\": \"grüße\"}]}".formatted(model);
        return """
                {"resource": "/{proxy+}", "path": "/v1/chat/completions", "httpMethod": "POST", "unknownMember": 1,
                 "headers": {"Content-Type": "application/json"}, "queryStringParameters": null, "stageVariables": null,
                 "requestContext": {"requestId": "r1", "authorizer":
                   {"tenant": "%s", "keyId": "abcdefghijkl", "integrationLatency": 3}},
                 "body": "%s", "isBase64Encoded": true}""".formatted(tenant, Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)));
    }
}
