package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a running gateway answers is compared with the schemas of `docs/openapi.yaml`.
@Timeout(60)
class OpenApiAnswersTest {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final String CHAT =
            "{\"model\":\"claude\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    private static final String MESSAGES =
            "{\"model\":\"claude\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    private static final String CONVERSE = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hello\"}]}]}";

    private static JsonNode file;
    private static LiveRun run;

    @BeforeAll
    static void start() throws Exception {
        file = new YAMLMapper().readTree(Files.readString(ConfigFiles.root().resolve(Path.of("docs", "openapi.yaml"))));
        run = LiveRun.start("admin.yaml");
    }

    @AfterAll
    static void stop() throws Exception {
        run.close();
    }

    @Test
    void what_tenants_send_and_get_has_the_members_of_the_file() throws Exception {
        fits("ChatRequest", CHAT);
        fits("ChatCompletion", answered(200, run.post("plain", "/v1/chat/completions", CHAT)));
        String text = "{\"model\":\"claude\",\"prompt\":\"hello\"}";
        fits("CompletionRequest", text);
        fits("Completion", answered(200, run.post("plain", "/v1/completions", text)));
        String response = "{\"model\":\"claude\",\"input\":\"hello\"}";
        fits("ResponseRequest", response);
        fits("Response", answered(200, run.post("plain", "/v1/responses", response)));
        fits("Plan", answered(200, run.post("plain", "/v1/plan", response)));
        fits("ConverseRequest", CONVERSE);
        fits("ConverseResponse", answered(200, run.post("plain", "/model/claude/converse", CONVERSE)));
        fits("MessagesRequest", MESSAGES);
        fits("Message", answered(200, messages("/v1/messages", MESSAGES)));
        String invoked = MESSAGES.replace("\"model\":\"claude\"", "\"anthropic_version\":\"bedrock-2023-05-31\"");
        fits("InvokeRequest", invoked);
        fits("Message", answered(200, run.post("plain", "/model/claude/invoke", invoked)));
        String counted = "{\"input\":{\"converse\":%s}}".formatted(CONVERSE);
        fits("CountTokensRequest", counted);
        fits("CountedTokens", answered(200, run.post("plain", "/model/claude/count-tokens", counted)));
        fits("InferenceProfiles", answered(200, got("/inference-profiles?type=SYSTEM_DEFINED")));
        fits("InferenceProfile", answered(200, got("/inference-profiles/us.anthropic.claude-sonnet-4-6")));
        fits("TokenCount", answered(200, messages("/v1/messages/count_tokens", MESSAGES)));
        fits("Plan", answered(200, run.post("plain", "/v1/plan", CHAT)));
        fits("Plan", answered(200, messages("/v1/plan", MESSAGES)));
        fits("Models", answered(200, got("/v1/models")));
        fits("Model", answered(200, got("/v1/models/claude")));
        fits("Usage", answered(200, got("/v1/usage")));
        fits("Health", answered(200, got("/healthz")));
    }

    @Test
    void errors_have_the_shape_of_the_language_that_was_spoken() throws Exception {
        fits("OpenAiError", answered(404, got("/v1/nowhere")));
        fits("OpenAiError", answered(400, run.post("plain", "/v1/chat/completions", "{}")));
        fits("OpenAiError", answered(404, got("/v1/responses/resp_1")));
        fits("OpenAiError", answered(400, run.post("plain", "/v1/responses", "{}")));
        fits("AnthropicError", answered(400, messages("/v1/messages", "{}")));
        fits("AnthropicError", answered(404, messages("/v1/messages", MESSAGES.replace("claude", "unknown"))));
        fits("BedrockError", answered(404, run.post("plain", "/model/unknown/converse", CONVERSE)));
        fits("BedrockError", answered(405, got("/model/claude/converse")));
        fits("OperatorsError", answered(404, run.admin("GET", "nothing", "")));
    }

    @Test
    void what_operators_get_has_the_members_of_the_file() throws Exception {
        fits("Tenants", answered(200, run.admin("GET", "tenants", "")));
        fits("TenantUsage", answered(200, run.admin("GET", "tenants/issuing", "")));
        fits("Keys", answered(200, run.admin("GET", "tenants/issuing/keys", "")));
        String scope = "{\"models\": [\"haiku\"], \"sources\": [\"127.0.0.0/8\"]}";
        fits("KeyScope", scope);
        fits("IssuedKey", answered(201, run.admin("POST", "tenants/issuing/keys", scope)));
        fits("Amendments", answered(200, run.admin("PUT", "tenants/suspended/suspension", "")));
    }

    /// A schema that fits everything would prove nothing.
    @Test
    void an_answer_of_another_kind_does_not_fit() throws Exception {
        String error = answered(404, got("/v1/nowhere"));

        assertThat(problems("ChatCompletion", error)).isNotEmpty();
        assertThat(problems("Usage", error)).isNotEmpty();
        assertThat(problems("OpenAiError", answered(200, got("/v1/models")))).isNotEmpty();
    }

    private static HttpResponse<String> messages(String path, String body) throws IOException, InterruptedException {
        return run.http.send(
                run.request("plain", path)
                        .header("content-type", "application/json")
                        .header("anthropic-version", "2023-06-01")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> got(String path) throws IOException, InterruptedException {
        return run.http.send(run.request("plain", path).build(), BodyHandlers.ofString());
    }

    private static String answered(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }

    private static void fits(String name, String json) {
        assertThat(problems(name, json)).as(name + ": " + json).isEmpty();
    }

    private static List<Error> problems(String name, String json) {
        assertThat(file.at("/components/schemas/" + name).isObject()).as(name).isTrue();
        ObjectNode whole = new ObjectMapper().createObjectNode();
        whole.put("$ref", "#/components/schemas/" + name);
        whole.set("components", file.path("components"));
        Schema schema = SCHEMAS.getSchema(whole.toString(), InputFormat.JSON);
        return schema.validate(json, InputFormat.JSON);
    }
}
