package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Guardrails set by configuration, over the socket: one for all calls of `claude`, with a copy in one
/// of two accounts, and one that callers of `nova` may request.
@Timeout(60)
class GuardrailsRunTest {
    private static final String GUARDRAILS = """

            guardrails:
              - id: no-advice
                models: [claude]
                copies: [{ shard: a, region: us-east-1, id: gr1abc, version: "3" }]
              - id: on-request
                onRequest: true
                trace: enabled
                copies:
                  - { shard: a, region: us-east-1, id: gr2abc, version: "1" }
                  - { shard: b, region: us-west-2, id: gr3abc, version: "1" }
            """;
    private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hello\"}]}]";
    private static final String BLOCKED = "say [[blocked]]";

    @TempDir
    static Path folder;

    private static LiveRun run;

    @BeforeAll
    static void start() throws Exception {
        Path config = Files.writeString(
                folder.resolve("test.yaml"), Files.readString(LiveRun.resource("plain.yaml")) + GUARDRAILS);
        run = LiveRun.start(config);
    }

    @AfterAll
    static void stop() throws Exception {
        run.close();
    }

    private static JsonNode converse(String alias, String member) throws Exception {
        HttpResponse<String> answer = run.post("search", "/model/" + alias + "/converse", "{" + member + HELLO + "}");
        return LiveRun.json(answer);
    }

    private static String asking(String identifier) {
        return "\"guardrailConfig\":{\"guardrailIdentifier\":\"" + identifier + "\",\"guardrailVersion\":\"1\"},";
    }

    @Test
    void what_the_guardrail_stops_ends_a_chat_completion_with_content_filter_and_other_calls_pass() throws Exception {
        JsonNode stopped = LiveRun.json(run.chat("search", "claude", BLOCKED));
        assertThat(stopped.at("/choices/0/finish_reason").asText()).isEqualTo("content_filter");
        assertThat(stopped.at("/choices/0/message/content").asText()).contains("guardrail does not let this pass");
        assertThat(LiveRun.json(run.chat("search", "claude", "hello"))
                        .at("/choices/0/finish_reason")
                        .asText())
                .isEqualTo("stop");
        assertThat(LiveRun.json(run.chat("search", "nova", BLOCKED))
                        .at("/choices/0/finish_reason")
                        .asText())
                .as("it is for claude alone")
                .isEqualTo("stop");
    }

    @Test
    void a_stream_that_the_guardrail_stops_ends_with_content_filter() throws Exception {
        HttpResponse<String> stream = run.post("search", "/v1/chat/completions", """
                {"model":"claude","stream":true,"messages":[{"role":"user","content":"%s"}]}""".formatted(BLOCKED));
        assertThat(stream.body())
                .contains("\"finish_reason\":\"content_filter\"")
                .endsWith("data: [DONE]\n\n");
    }

    @Test
    void anthropics_messages_to_claude_are_checked_too_whole_and_streamed() throws Exception {
        HttpResponse<String> whole = messages("claude", BLOCKED, false);
        HttpResponse<String> streamed = messages("claude", BLOCKED, true);

        assertThat(LiveRun.json(whole).at("/content/0/text").asText()).contains("guardrail does not let this pass");
        assertThat(streamed.body()).contains("Sorry, the guard").contains("event: message_stop");
        assertThat(LiveRun.json(messages("nova", BLOCKED, false))
                        .at("/content/0/text")
                        .asText())
                .as("it is for claude alone")
                .contains("[[blocked]]");
        assertThat(LiveRun.header(whole, "x-breakwater-target")).startsWith("a/us-east-1/");
    }

    private static HttpResponse<String> messages(String model, String prompt, boolean stream) throws Exception {
        String body =
                "{\"model\":\"%s\",\"max_tokens\":99,\"stream\":%b,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                        .formatted(model, stream, prompt);
        return run.http.send(
                run.request("search", "/v1/messages")
                        .header("content-type", "application/json")
                        .header("anthropic-version", "2023-06-01")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /// The headers are those of InvokeModel, which Bedrock also accepts with the vendors' APIs. With
    /// Converse Bedrock ignores them, but here a caller who requests a guardrail gets it.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/messages              | {"model":"nova","max_tokens":99,"messages":[{"role":"user","content":"PROMPT"}]}
            /v1/chat/completions      | {"model":"nova","messages":[{"role":"user","content":"PROMPT"}]}
            /v1/responses             | {"model":"nova","input":"PROMPT"}
            /model/nova/converse      | {"messages":[{"role":"user","content":[{"text":"PROMPT"}]}]}
            /model/nova/invoke        | {"messages":[{"role":"user","content":[{"text":"PROMPT"}]}]}""")
    void a_caller_asks_for_a_guardrail_in_a_header_in_every_api(String path, String body) throws Exception {
        String asked = body.replace("PROMPT", BLOCKED);

        assertThat(headed(path, asked, "gr2abc").body()).contains("guardrail does not let this pass");
        assertThat(headed(path, body.replace("PROMPT", "hello"), "on-request").statusCode())
                .isEqualTo(200);
        assertThat(headed(path, asked, "").body()).doesNotContain("does not let this pass");
        HttpResponse<String> unknown = headed(path, asked, "somebodyelses");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("x-amzn-bedrock-guardrailidentifier is not a guardrail of this gateway");
        HttpResponse<String> replacing = headed(path, asked.replace("nova", "claude"), "on-request");
        if (!path.startsWith("/model/")) {
            assertThat(replacing.body()).contains("cannot replace the guardrail that is configured");
        }
    }

    private static HttpResponse<String> headed(String path, String body, String guardrail) throws Exception {
        HttpRequest.Builder request = run.request("search", path)
                .header("content-type", "application/json")
                .header("anthropic-version", "2023-06-01")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!guardrail.isEmpty()) {
            request.header("X-Amzn-Bedrock-GuardrailIdentifier", guardrail)
                    .header("X-Amzn-Bedrock-GuardrailVersion", "1")
                    .header("X-Amzn-Bedrock-Trace", "DISABLED");
        }
        return run.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void only_the_account_that_has_a_copy_is_called_and_the_plan_says_why() throws Exception {
        for (int call = 0; call < 6; call++) {
            assertThat(LiveRun.header(run.chat("drift", "claude", "hello"), "x-breakwater-target"))
                    .startsWith("a/us-east-1/");
        }
        JsonNode plan = LiveRun.json(run.post("search", "/v1/plan", """
                {"model":"claude","messages":[{"role":"user","content":"hello"}]}"""));
        assertThat(plan.path("guardrail").asText()).isEqualTo("no-advice");
        assertThat(plan.path("candidates")).hasSize(1);
        assertThat(plan.at("/skipped/0/reason").asText()).isEqualTo("guardrail_missing");
        assertThat(plan.at("/skipped/0/because").asText()).contains("has no copy in its shard's account and Region");
    }

    @Test
    void a_caller_cannot_replace_what_is_set() throws Exception {
        assertThat(converse("claude", asking("on-request")).path("message").asText())
                .startsWith("guardrailConfig.guardrailIdentifier cannot replace the guardrail that is configured");
    }

    @Test
    void a_caller_may_add_a_guardrail_where_none_is_set_and_only_one_that_the_gateway_knows() throws Exception {
        JsonNode answer = converse("nova", asking("on-request").replace("},", ",\"trace\":\"disabled\"},"));
        assertThat(answer.path("stopReason").asText()).isEqualTo("end_turn");
        HttpResponse<String> stopped = run.post(
                "search", "/model/nova/converse", "{" + asking("gr2abc") + HELLO.replace("hello", BLOCKED) + "}");
        assertThat(LiveRun.json(stopped).path("stopReason").asText()).isEqualTo("guardrail_intervened");
        assertThat(converse("nova", asking("somebodyelses")).path("message").asText())
                .startsWith("guardrailConfig.guardrailIdentifier is not a guardrail of this gateway");
    }
}
