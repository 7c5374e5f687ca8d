package io.breakwater.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.Sample;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.model.AppliedGuardrail;
import io.breakwater.model.Feature;
import io.breakwater.model.Guardrail;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicDialectTest {
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]";
    private static final String PLAIN = "{\"model\":\"claude\",\"max_tokens\":9," + MESSAGES + "}";

    private final AnthropicDialect dialect = new AnthropicDialect(Samples.GATE);

    private Decoded decode(String body, String... headers) {
        Map<String, String> all =
                new HashMap<>(Map.of("content-type", "application/json", "anthropic-version", "2023-06-01"));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return dialect.decode(new ApiRequest("POST", "/v1/messages", all, body.getBytes(StandardCharsets.UTF_8)));
    }

    private static ModelBody body(Decoded decoded) {
        return switch (Samples.call(decoded).bodies().of(Sample.SONNET_CARD)) {
            case BodyChoice.Spoken(ModelBody body) -> body;
            case BodyChoice.NotSpoken(String why, var _) -> throw new AssertionError(why);
        };
    }

    private static String with(String member) {
        return "{\"model\":\"claude\",\"max_tokens\":9," + MESSAGES + "," + member + "}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
        5000 | {"type":"enabled","budget_tokens":2000}
        2000 | {"type":"enabled","budget_tokens":1999}
        1024 | none
        """)
    void what_may_be_thought_stays_below_the_bound(long bound, String thinking) {
        ModelBody asked = body(decode(with("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}")));

        JsonNode sent = asked.bounded(bound, new TenantId("search")).json().path("thinking");
        assertThat(sent.isMissingNode() ? null : sent.toString()).isEqualTo(thinking);
    }

    @Test
    void texts_in_members_that_nobody_here_knows_count_too() {
        long plain = body(decode(PLAIN)).inputTokens();
        String edits = "\"context_management\":{\"edits\":[{\"instructions\":\"%s\"}]}".formatted("w ".repeat(4_000));

        assertThat(body(decode(with(edits))).inputTokens()).isGreaterThan(plain + 1_000);
    }

    @Test
    void a_request_says_who_is_asked_how_and_for_how_much() {
        ModelCall call = Samples.call(decode(with("\"stream\":true")));

        assertThat(call.alias().value()).isEqualTo("claude");
        assertThat(call.stream()).isTrue();
        assertThat(call.maxTokens()).hasValue(9);
        assertThat(Samples.call(decode(PLAIN)).stream()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-06-01", "2026-10-21"})
    void both_versions_are_known_and_claude_gets_bedrocks(String version) {
        assertThat(body(decode(PLAIN, "anthropic-version", version))
                        .json()
                        .path("anthropic_version")
                        .asText())
                .isEqualTo("bedrock-2023-05-31");
    }

    @Test
    void a_version_that_is_missing_or_unknown_is_refused_with_those_that_are_known() {
        assertThat(Samples.refusal(decode(PLAIN, "anthropic-version", "2024-01-01"))
                        .message())
                .contains("anthropic-version", "2023-06-01", "2026-10-21", "got '2024-01-01'");
        assertThat(Samples.refusal(dialect.decode(Samples.post("/v1/messages", PLAIN)))
                        .message())
                .contains("anthropic-version", "is missing");
    }

    @Test
    void betas_of_the_header_stand_beside_those_of_the_body() {
        String body = with("\"anthropic_beta\":[\"a\",\"b\"]");

        assertThat(texts(body(decode(body, "anthropic-beta", "b, c ,,d")).json().path("anthropic_beta")))
                .containsExactly("a", "b", "c", "d");
        assertThat(texts(body(decode(PLAIN, "anthropic-beta", "interleaved-thinking-2025-05-14"))
                        .json()
                        .path("anthropic_beta")))
                .containsExactly("interleaved-thinking-2025-05-14");
        assertThat(body(decode(PLAIN)).json().has("anthropic_beta")).isFalse();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | model is missing",
                "{\"model\":\"claude\"} | max_tokens is missing",
                "{\"model\":\"claude\",\"max_tokens\":0} | max_tokens must be a whole number from 1",
                "{\"model\":\"claude\",\"max_tokens\":1} | messages is missing",
                "{\"model\":\"claude\",\"max_tokens\":1,\"messages\":[]} | messages must not be empty",
                "{\"model\":\"claude\",\"max_tokens\":1,\"messages\":[{}]} | messages[0].role is missing",
                "{\"model\":\"claude\",\"max_tokens\":1,\"messages\":[\"x\"]} | messages[0] must be an object",
                "{\"model\":\"claude\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\"}],\"stream\":1} | stream must"
                        + " be true",
            })
    void what_is_wrong_is_named(String body, String why) {
        assertThat(Samples.refusal(decode(body)).message()).startsWith(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"mcp_servers\":[] | call servers",
                "\"speed\":\"fast\" | price",
                "\"service_tier\":\"priority\" | price",
                "\"inference_geo\":\"us\" | residency",
                "\"amazon-bedrock-guardrailConfig\":{\"tagSuffix\":\"x\"} | set by the gateway",
                "\"guardrailConfig\":{} | set by the gateway",
                "\"context_management\":{\"edits\":[{\"type\":\"compact_20260112\"}]} | shorten the conversation",
            })
    void what_is_not_the_clients_to_decide_is_refused_by_name(String member, String why) {
        Refusal refusal = Samples.refusal(decode(with(member)));

        assertThat(refusal).extracting(Refusal::kind).isEqualTo(Refusal.Kind.INVALID_REQUEST);
        assertThat(refusal.message()).contains(why).contains(member.substring(1, member.indexOf("\":")));
    }

    @Test
    void the_tier_that_changes_nothing_is_taken_out() {
        assertThat(body(decode(with("\"service_tier\":\"auto\""))).json().has("service_tier"))
                .isFalse();
    }

    @Test
    void a_body_is_put_to_claude_by_invoke_and_to_others_in_converses_language() {
        ModelCall call = Samples.call(decode(PLAIN));
        ModelCard nova = new ModelCard(new ModelId("amazon.nova-2-lite-v1:0"), "Nova", 100, 10, 1, Set.of());
        ModelCard converseOnly = withOperations(ModelOperation.USUAL);

        assertThat(body(decode(PLAIN)).operation(true)).isEqualTo(ModelOperation.INVOKE_WITH_RESPONSE_STREAM);
        for (ModelCard other : new ModelCard[] {nova, converseOnly}) {
            assertThat(call.bodies().of(other))
                    .isInstanceOfSatisfying(
                            BodyChoice.Spoken.class,
                            spoken -> assertThat(spoken.body().operation(true))
                                    .isEqualTo(ModelOperation.CONVERSE_STREAM));
        }
    }

    private static ModelCard withOperations(Set<ModelOperation> operations) {
        ModelCard card = Sample.SONNET_CARD;
        return new ModelCard(
                card.id(),
                card.name(),
                card.contextTokens(),
                card.maxOutputTokens(),
                card.burndown(),
                card.features(),
                operations,
                card.streaming(),
                card.times(),
                card.listing());
    }

    @Test
    void who_can_answer_is_asked_by_what_the_blocks_are() {
        assertThat(body(decode(PLAIN)).needs()).isEmpty();
        assertThat(body(decode("""
            {"model":"claude","max_tokens":9,"system":"s","thinking":{"type":"adaptive"},
             "tools":[{"name":"f","input_schema":{}}],"tool_choice":{"type":"any","disable_parallel_tool_use":true},
             "output_config":{"effort":"low","format":{"type":"json_schema","schema":{}}},
             "messages":[{"role":"user","content":[{"type":"image"},{"type":"document"},
              {"type":"tool_result","content":[{"type":"image"}]}]},{"role":"assistant","content":"so"}]}\
            """)).needs())
                .containsExactlyInAnyOrder(
                        Feature.SYSTEM,
                        Feature.THINKING,
                        Feature.TOOLS,
                        Feature.FORCED_TOOL,
                        Feature.SINGLE_CALL,
                        Feature.STRUCTURED_OUTPUT,
                        Feature.IMAGES,
                        Feature.TOOL_RESULT_IMAGES,
                        Feature.DOCUMENTS,
                        Feature.PREFILL);
    }

    @Test
    void the_input_is_estimated_by_text_images_and_pages() {
        long hello = body(decode(PLAIN)).inputTokens();
        String content = "[{\"type\":\"text\",\"text\":\"hello\"},{\"type\":\"image\",\"source\":{\"data\":\"AAAA\"}},"
                + "{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"media_type\":\"application/pdf\",\"data\":\"AAAA\"}}]";

        assertThat(hello).isEqualTo(2 + 4);
        assertThat(body(decode(PLAIN.replace("\"hello\"", content))).inputTokens())
                .isEqualTo(hello + 1_600 + 3_000);
    }

    @Test
    void the_tenant_and_a_guardrail_go_in_headers() {
        RoutedTarget target = Sample.target("a", Sample.EAST, Sample.SONNET_US);
        Guardrail guardrail = new Guardrail(
                "pii",
                Set.of(),
                Set.of(),
                Set.of(),
                false,
                Guardrail.Trace.ENABLED,
                true,
                Map.of(new Guardrail.Place(target.target().shard(), Sample.EAST), new Guardrail.Copy("abc", "3")));
        ModelBody bounded = body(decode(PLAIN)).bounded(5, new TenantId("search"));
        ModelBody guarded = bounded.guarded(AppliedGuardrail.asSet(guardrail), target.target(), true);

        assertThat(bounded.headers()).isEqualTo(Map.of("X-Amzn-Bedrock-Request-Metadata", "{\"tenant\":\"search\"}"));
        assertThat(guarded.headers())
                .containsEntry("X-Amzn-Bedrock-Request-Metadata", "{\"tenant\":\"search\"}")
                .containsEntry("X-Amzn-Bedrock-GuardrailIdentifier", "abc")
                .containsEntry("X-Amzn-Bedrock-GuardrailVersion", "3")
                .containsEntry("X-Amzn-Bedrock-Trace", "ENABLED");
        assertThat(guarded.json()
                        .at("/amazon-bedrock-guardrailConfig/streamProcessingMode")
                        .asText())
                .isEqualTo("ASYNCHRONOUS");
        assertThat(bounded.json().has("amazon-bedrock-guardrailConfig")).isFalse();
    }

    @Test
    void the_alias_stands_in_an_answer_only_where_that_is_set() {
        Answered aliased = new Answered("req-1", "claude", Instant.EPOCH, ModelApi.INVOKE, true);
        ObjectNode answer = Samples.json("{\"model\":\"claude-sonnet-4-6\",\"x\":1}");
        ObjectNode start = Samples.json("{\"type\":\"message_start\",\"message\":{\"model\":\"m\",\"x\":1},\"y\":2}");

        assertThat(Samples.json(MessagesResponder.INSTANCE.whole(answer, aliased))
                        .path("model")
                        .asText())
                .isEqualTo("claude");
        assertThat(MessagesResponder.INSTANCE.stream(aliased).on(Samples.event("message_start", start.toString())))
                .containsExactly(new Frame.ServerSent(
                        Optional.of("message_start"),
                        "{\"type\":\"message_start\",\"message\":{\"model\":\"claude\",\"x\":1},\"y\":2}"));
    }

    @Test
    void silence_is_filled_with_pings_and_a_broken_stream_ends_with_an_error() {
        var stream = MessagesResponder.INSTANCE.stream(new Answered("req-1", "m", Instant.EPOCH));

        assertThat(stream.keepAlive())
                .containsExactly(new Frame.ServerSent(Optional.of("ping"), "{\"type\": \"ping\"}"));
        assertThat(stream.broken(Refusal.noCapacity("full", Duration.ofSeconds(1))))
                .containsExactly(
                        new Frame.ServerSent(
                                Optional.of("error"),
                                "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"full\"},\"request_id\":\"req-1\"}"));
    }

    @ParameterizedTest
    @CsvSource({"usdPerMonth, 402, billing_error", "tokensPerDay, 429, rate_limit_error"})
    void a_spent_budget_of_money_is_a_matter_of_billing(String limit, int status, String type) {
        ApiReply reply = dialect.refuse(Refusal.budgetSpent("spent", limit, Duration.ofDays(1)), "req-1");

        assertThat(reply.status()).isEqualTo(status);
        assertThat(Samples.json(reply).at("/error/type").asText()).isEqualTo(type);
        assertThat(reply.headers()).containsEntry("request-id", "req-1").containsEntry("x-should-retry", "false");
    }

    @Test
    void to_count_tokens_needs_no_bound_on_the_answer() {
        ApiRequest request = new ApiRequest(
                "POST",
                "/v1/messages/count_tokens",
                Map.of("content-type", "application/json", "anthropic-version", "2023-06-01"),
                ("{\"model\":\"claude\"," + MESSAGES + "}").getBytes(StandardCharsets.UTF_8));

        assertThat(Samples.call(dialect.decode(request)).maxTokens()).isEmpty();
    }
}
