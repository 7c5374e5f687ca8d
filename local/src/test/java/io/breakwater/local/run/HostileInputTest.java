package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.Depth;
import io.breakwater.dialect.HostileBodies;
import io.breakwater.event.GatewayEvent;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Hostile and mistaken requests in every dialect over the socket: none ends in an internal error of
/// the gateway, and each mistake is named in the dialect's own form.
@Timeout(120)
class HostileInputTest {
    private static final int BODIES = Depth.of(500);
    private static LiveRun run;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        run = AskedApi.started(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        run.close();
    }

    @AfterEach
    void there_was_no_defect() {
        assertThat(run.events.all(GatewayEvent.Defect.class)).isEmpty();
        List<String> failures = new ArrayList<>(run.failures);
        run.failures.clear();
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void no_body_ends_as_an_error_of_ours(AskedApi api) throws Exception {
        fuzz(api, api.path(), api.sent("canary bird", api.offer()));
    }

    @ParameterizedTest
    @CsvSource({
        "NATIVE_MESSAGES, /v1/messages/count_tokens",
        "CONVERSE, /model/converse/count-tokens",
        "INVOKE, /model/invoke/count-tokens",
        "NOVA_INVOKED, /model/nova-invoked/count-tokens"
    })
    void no_body_to_be_counted_ends_as_an_error_of_ours(AskedApi api, String path) throws Exception {
        String sample = api.sent("canary bird", api.offer());
        fuzz(api, path, path.startsWith("/model/") ? counted(api, sample) : sample);
    }

    /// One of each kind of body that is recognised.
    @ParameterizedTest
    @EnumSource(
            names = {"CHAT", "NATIVE_RESPONSES", "NATIVE_MESSAGES", "CONVERSE", "INVOKE", "CHAT_INVOKED", "EMBEDDINGS"})
    void no_body_to_be_planned_ends_as_an_error_of_ours(AskedApi api) throws Exception {
        fuzz(api, "/v1/plan", api.planned("canary bird"));
    }

    private static String counted(AskedApi api, String sample) {
        return api == AskedApi.CONVERSE
                ? "{\"input\":{\"converse\":" + sample + "}}"
                : "{\"input\":{\"invokeModel\":{\"body\":\""
                        + Base64.getEncoder().encodeToString(sample.getBytes(StandardCharsets.UTF_8)) + "\"}}}";
    }

    private static void fuzz(AskedApi api, String path, String sample) throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < BODIES; i++) {
            byte[] body = HostileBodies.of(sample, random);
            HttpRequest request = HttpRequest.newBuilder(
                            api.request(run.gateway().resolve(path), "Bearer " + run.key(api.id()), ""), (_, _) -> true)
                    .POST(BodyPublishers.ofByteArray(body))
                    .build();
            HttpResponse<String> answer = run.http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode())
                    .as("%s%n%s", new String(body, StandardCharsets.UTF_8), answer.body())
                    .isBetween(200, 499);
        }
        assertNothingIsHeld(api);
    }

    private static void assertNothingIsHeld(AskedApi api) throws Exception {
        JsonNode usage = run.usage(api.id());
        assertThat(usage.at("/tokensToday/held").asLong(-1)).isZero();
        assertThat(usage.at("/concurrency/inFlight").asLong(-1)).isZero();
    }

    /// The path before and after the damaged part.
    @ParameterizedTest
    @CsvSource({
        "GET, /inference-profiles/, us.anthropic.claude-sonnet-4-6, ''",
        "GET, /v1/responses/, resp_bw1-AAAABBBBCCCCDDDDEEEEFFFF, ''",
        "DELETE, /v1/responses/, resp_bw1-AAAABBBBCCCCDDDDEEEEFFFF, ''",
        "POST, /v1/responses/, resp_bw1-AAAABBBBCCCCDDDDEEEEFFFF, /cancel"
    })
    void no_name_in_a_path_ends_as_an_error_of_ours(String method, String before, String sample, String behind)
            throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < BODIES; i++) {
            byte[] name = HostileBodies.of("{\"" + sample + "\":1}", random);
            String path = before
                    + URLEncoder.encode(new String(name, StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                    + behind;
            HttpResponse<String> answer = run.http.send(
                    run.request("native-responses", path)
                            .method(method, BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path + answer.body()).isBetween(200, 499);
        }
        assertNothingIsHeld(AskedApi.NATIVE_RESPONSES);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CHAT             | {"model":"chat","max_tokens":9,"system":"x","messages":[{"role":"user","content":"a"}]}    | system
            CHAT             | {"model":"chat","input":"a"}                                                              | input
            CHAT             | {"model":"chat","messages":[{"role":"user","content":[{"text":"a"}]}]}                    | messages[0].content[0]
            CHAT             | {"model":"chat","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAA=A"}}]}]} | base64
            RESPONSES        | {"model":"responses","messages":[{"role":"user","content":"a"}]}                          | input
            RESPONSES        | {"model":"responses","input":"a","previous_response_id":"resp_nobody"}                    | previous_response_id
            RESPONSES        | {"model":"responses","input":[{"role":"user","content":[{"type":"input_image","image_url":"data:image/png;base64,AAA=A"}]}]} | base64
            NATIVE_RESPONSES | {"model":"native-responses","input":"a","previous_response_id":"resp_nobody"}             | previous_response_id
            MESSAGES         | {"model":"messages","max_tokens":9,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAA=A"}}]}]} | base64
            NATIVE_MESSAGES  | {"model":"native-messages","max_tokens":9,"input":"a"}                                    | messages
            NATIVE_MESSAGES  | {"model":"native-messages","max_completion_tokens":9,"messages":[{"role":"user","content":"a"}]} | max_tokens
            CONVERSE         | {"model":"converse","messages":[{"role":"user","content":"a"}]}                           | model
            CONVERSE         | {"messages":[{"role":"user","content":"a"}]}                                              | messages[0].content
            CONVERSE         | {"inputText":"a"}                                                                         | inputText
            CONVERSE         | {"messages":[{"role":"user","content":[{"text":"a"},{"image":{"format":"png","source":{"bytes":"AAA=A"}}}]}]} | base64
            INVOKE           | {"messages":[{"role":"user","content":[{"text":"a"}]}],"inferenceConfig":{"maxTokens":9}} | Anthropic's Messages
            INVOKE           | {"prompt":"a","max_gen_len":9}                                                            | Anthropic's Messages
            INVOKE           | {"question":"a"}                                                                          | max_gen_len
            NOVA_INVOKED     | {"prompt":"a","max_gen_len":9}                                                            | another family's language
            NOVA_INVOKED     | {"messages":[{"role":"user","content":"a"}]}                                              | another family's language
            NOVA_INVOKED     | {"messages":[{"role":"user","content":[{"text":"a"}]}],"inferenceConfig":{"maxTokens":0}} | inferenceConfig.maxTokens
            NOVA_INVOKED     | {"messages":[{"role":"user","content":[{"text":"a"}]}],"amazon-bedrock-guardrailConfig":{}} | amazon-bedrock-guardrailConfig
            NOVA_INVOKED     | {"messages":[{"role":"user","content":[{"image":{"format":"png","source":{"s3Location":{"uri":"s3://b/k"}}}}]}]} | s3Location
            LLAMA_INVOKED    | {"messages":[{"role":"user","content":"a"}]}                                              | another family's language
            LLAMA_INVOKED    | {"prompt":"a","max_tokens":9}                                                             | another family's language
            CHAT_INVOKED     | {"messages":[{"role":"user","content":[{"text":"a"}]}]}                                   | another family's language
            CHAT_INVOKED     | {"messages":[{"role":"user","content":"a"}],"n":2}                                        | n must be 1
            CHAT_INVOKED     | {"messages":[{"role":"user","content":"a"}],"service_tier":"priority"}                    | service_tier
            INVOKE           | {"inputText":"a"}                                                                         | not an embedding model
            INVOKED_EMBEDDINGS | {"anthropic_version":"bedrock-2023-05-31","max_tokens":9,"messages":[{"role":"user","content":"a"}]} | Anthropic's Messages
            INVOKED_EMBEDDINGS | {"texts":["a"],"input_type":"search_query"}                                             | another family's embeddings
            EMBEDDINGS       | {"model":"embeddings","messages":[{"role":"user","content":"a"}]}                         | messages
            EMBEDDINGS       | {"model":"chat","input":"a"}                                                              | chat""")
    void what_belongs_to_another_dialect_or_family_is_refused_by_name(AskedApi api, String body, String named)
            throws Exception {
        assertRefused(api, ask(api, body), named);
    }

    @Test
    void ten_thousand_texts_at_once_are_refused_by_their_number() throws Exception {
        String texts = String.join(",", Collections.nCopies(10_000, "\"a\""));
        assertRefused(
                AskedApi.EMBEDDINGS,
                ask(AskedApi.EMBEDDINGS, "{\"model\":\"embeddings\",\"input\":[" + texts + "]}"),
                "10000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2022-01-01", "tomorrow"})
    void a_missing_or_unknown_anthropic_version_is_named(String version) throws Exception {
        AskedApi api = AskedApi.NATIVE_MESSAGES;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(run.gateway() + api.path()))
                .header("content-type", "application/json")
                .header("x-api-key", run.key(api.id()))
                .POST(BodyPublishers.ofString(api.sent("a", "")));
        if (!version.isEmpty()) {
            request.header("anthropic-version", version);
        }
        assertRefused(api, run.http.send(request.build(), BodyHandlers.ofString()), "anthropic-version");
    }

    private static HttpResponse<String> ask(AskedApi api, String body) throws Exception {
        return run.http.send(
                api.request(run.gateway().resolve(api.path()), "Bearer " + run.key(api.id()), body),
                BodyHandlers.ofString());
    }

    private static void assertRefused(AskedApi api, HttpResponse<String> refused, String named) throws Exception {
        assertThat(refused.statusCode()).as(refused.body()).isBetween(400, 404);
        JsonNode body = LiveRun.json(refused);
        String message = switch (api.dialect) {
            case OPENAI -> body.at("/error/message").asText();
            case ANTHROPIC -> {
                assertThat(body.path("type").asText()).isEqualTo("error");
                yield body.at("/error/message").asText();
            }
            case BEDROCK -> {
                assertThat(LiveRun.header(refused, "x-amzn-errortype")).isEqualTo("ValidationException");
                yield body.path("message").asText();
            }
        };
        assertThat(message).contains(named);
        assertNothingIsHeld(api);
    }
}
