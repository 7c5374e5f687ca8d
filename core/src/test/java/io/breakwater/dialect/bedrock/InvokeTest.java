package io.breakwater.dialect.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.Sample;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.model.Feature;
import io.breakwater.model.Features;
import io.breakwater.model.Listing;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.ModelTimes;
import io.breakwater.model.Streaming;
import io.breakwater.model.TenantId;
import io.breakwater.model.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Anthropic's bodies under Bedrock's own paths for InvokeModel.
class InvokeTest {
    private static final String BODY = """
        {"anthropic_version":"%s","max_tokens":9,"anthropic_beta":["b"],"x_new":{"y":[1.10]},
         "messages":[{"role":"user","content":"hello"}]}\
        """;
    private static final Answered ANSWERED = new Answered("req-1", "m", Instant.EPOCH, ModelApi.INVOKE, false);

    private final BedrockDialect dialect = new BedrockDialect(Samples.GATE);

    private Decoded decode(String operation, String body, String... header) {
        Map<String, String> headers = new HashMap<>(Map.of("content-type", "application/json"));
        if (header.length > 0) {
            headers.put(header[0], header[1]);
        }
        return dialect.decode(
                new ApiRequest("POST", "/model/claude/" + operation, headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({"bedrock-2023-05-31, invoke, false", "2026-10-21, invoke-with-response-stream, true"})
    void a_body_reaches_claude_as_it_is_and_the_path_says_how(String version, String operation, boolean stream) {
        ModelCall call = Samples.call(decode(operation, BODY.formatted(version)));

        assertThat(call.alias().value()).isEqualTo("claude");
        assertThat(call.stream()).isEqualTo(stream);
        assertThat(call.maxTokens()).hasValue(9);
        assertThat(call.bodies().of(Sample.SONNET_CARD))
                .isInstanceOfSatisfying(
                        BodyChoice.Spoken.class,
                        spoken -> assertThat(spoken.body().json().toString())
                                .isEqualTo("{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":9,"
                                        + "\"anthropic_beta\":[\"b\"],\"x_new\":{\"y\":[1.10]},"
                                        + "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"));
    }

    @Test
    void a_body_of_no_type_or_of_bytes_is_json_as_awss_sdks_say_no_more() {
        byte[] body = BODY.formatted("bedrock-2023-05-31").getBytes(StandardCharsets.UTF_8);

        for (Map<String, String> headers :
                List.of(Map.<String, String>of(), Map.of("content-type", "application/octet-stream"))) {
            assertThat(Samples.call(dialect.decode(new ApiRequest("POST", "/model/claude/invoke", headers, body)))
                            .maxTokens())
                    .hasValue(9);
        }
    }

    @Test
    void nobody_else_is_asked_in_this_language() {
        ModelCard nova = new ModelCard(new ModelId("amazon.nova-pro-v1:0"), "Nova", 100, 10, 1, Set.of());

        assertThat(Samples.call(decode("invoke", BODY.formatted("bedrock-2023-05-31")))
                        .bodies()
                        .of(nova))
                .isInstanceOf(BodyChoice.NotSpoken.class);
    }

    @Test
    void a_body_of_no_known_family_is_refused_with_the_known_ones_and_what_to_call() {
        Refusal refusal = Samples.refusal(decode("invoke", "{\"question\":\"hello\"}"));

        assertThat(refusal.message()).contains("anthropic_version", "max_gen_len", "/model/{model}/converse");
    }

    @Test
    void a_tool_may_have_a_parameter_of_any_name_and_content_may_not_lie_elsewhere() {
        String tool = """
            {"n":null,"tools":[{"type":"function","function":{"name":"read","parameters":{"type":"object",
              "properties":{"file_id":{"type":"string"}}}}}],"messages":[{"role":"user","content":[%s]}]}\
            """;

        Samples.call(decode("invoke", tool.formatted("{\"type\":\"text\",\"text\":\"a\"}")));
        assertThat(Samples.refusal(decode("invoke", tool.formatted("{\"type\":\"file\",\"file\":{\"file_id\":\"f\"}}")))
                        .message())
                .contains("file_id");
    }

    @ParameterizedTest
    @CsvSource({
        "x-amzn-bedrock-guardrailversion, 3",
        "x-amzn-bedrock-trace, LOUD",
        "x-amzn-bedrock-service-tier, flex",
        "x-amzn-bedrock-service-tier, priority",
        "x-amzn-bedrock-performanceconfig-latency, optimized",
    })
    void headers_that_change_a_price_or_say_nothing_that_is_known_are_refused_by_name(String name, String value) {
        assertThat(Samples.refusal(decode("invoke", BODY.formatted("bedrock-2023-05-31"), name, value))
                        .message())
                .contains(name);
    }

    @Test
    void the_usual_tier_and_latency_change_nothing() {
        Samples.call(decode("invoke", BODY.formatted("bedrock-2023-05-31"), "x-amzn-bedrock-service-tier", "default"));
        Samples.call(decode(
                "invoke",
                BODY.formatted("bedrock-2023-05-31"),
                "x-amzn-bedrock-performanceconfig-latency",
                "standard"));
    }

    @Test
    void the_cheaper_tier_goes_to_a_model_that_has_it_and_is_named_where_it_has_not() {
        String body = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hello\"}]}]}";
        ModelBodies bodies = Samples.call(decode("invoke", body, "x-amzn-bedrock-service-tier", "flex"))
                .bodies();
        ModelBody having = spoken(bodies.of(Samples.shipped("amazon.nova-pro-v1:0")));
        ModelBody lacking = spoken(bodies.of(Samples.shipped("amazon.nova-lite-v1:0")));

        assertThat(having.bounded(5, new TenantId("search")).headers())
                .containsEntry("X-Amzn-Bedrock-Service-Tier", "flex")
                .containsKey("X-Amzn-Bedrock-Request-Metadata");
        assertThat(having.adapted()).isEmpty();
        assertThat(lacking.headers()).isEmpty();
        assertThat(lacking.bounded(5, new TenantId("search")).adapted()).containsExactly("service_tier");
    }

    @Test
    void a_chat_completion_asks_for_the_cheaper_tier_in_its_body_too() {
        String body = "{\"service_tier\":\"flex\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
        ModelBodies bodies = Samples.call(decode("invoke", body)).bodies();
        ModelBody having = spoken(bodies.of(flexible("openai.gpt-oss-20b-1:0")));
        ModelBody lacking = spoken(bodies.of(Samples.shipped("openai.gpt-oss-20b-1:0")));

        assertThat(having.json()).isEqualTo(Samples.json(body));
        assertThat(having.headers()).containsEntry("X-Amzn-Bedrock-Service-Tier", "flex");
        assertThat(having.adapted()).isEmpty();
        assertThat(lacking.json().has("service_tier")).isFalse();
        assertThat(lacking.headers()).isEmpty();
        assertThat(lacking.adapted()).containsExactly("service_tier");
    }

    /// A model with the tier that is called by InvokeModel alone.
    private static ModelCard flexible(String id) {
        return new ModelCard(
                new ModelId(id),
                "Model",
                100_000,
                1_000,
                1,
                new Features(Set.of(Feature.FLEX), List.of(), 0),
                Set.of(ModelOperation.INVOKE),
                Streaming.ALL,
                ModelTimes.USUAL,
                Listing.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"service_tier\":\"priority\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}",
                "{\"service_tier\":\"flex\",\"prompt\":\"hello\"}",
            })
    void other_tiers_and_those_of_bodies_without_a_place_for_one_are_refused_by_name(String body) {
        assertThat(Samples.refusal(decode("invoke", body)).about()).hasValue("service_tier");
    }

    private static ModelBody spoken(BodyChoice choice) {
        return switch (choice) {
            case BodyChoice.Spoken(ModelBody body) -> body;
            case BodyChoice.NotSpoken(String why, var _) -> throw new AssertionError(why);
        };
    }

    @Test
    void a_whole_answer_is_the_models_own_with_its_counts_in_headers() {
        ObjectNode answer = Samples.json("{\"generation\":\"hello\"}");
        ApiReply reply = InvokeResponder.INSTANCE.whole(answer, ANSWERED, new TokenUsage(3, 2, 5, 0));

        assertThat(Samples.json(reply)).isEqualTo(answer);
        assertThat(reply.headers())
                .containsEntry("x-amzn-bedrock-input-token-count", "3")
                .containsEntry("x-amzn-bedrock-output-token-count", "2")
                .containsEntry("x-amzn-bedrock-cache-read-input-token-count", "5")
                .containsEntry("x-amzn-bedrock-cache-write-input-token-count", "0")
                .containsEntry("x-amzn-requestid", "req-1");
    }

    @Test
    void each_event_of_a_stream_is_a_chunk_with_the_models_own_bytes() {
        String written = "{\"type\": \"ping\"}";
        AnswerStream stream = InvokeResponder.INSTANCE.stream(ANSWERED);

        assertThat(stream.contentType()).isEqualTo("application/vnd.amazon.eventstream");
        assertThat(stream.on(new ModelEvent("ping", Samples.json(written), Optional.of(written))))
                .singleElement()
                .isInstanceOfSatisfying(Frame.AwsEvent.class, chunk -> {
                    assertThat(chunk.type()).isEqualTo("chunk");
                    assertThat(new String(
                                    Base64.getDecoder()
                                            .decode(chunk.payload()
                                                    .path("bytes")
                                                    .asText()),
                                    StandardCharsets.UTF_8))
                            .isEqualTo(written);
                });
        assertThat(stream.broken(Refusal.upstreamFailed("broke")))
                .singleElement()
                .isInstanceOf(Frame.AwsException.class);
    }
}
