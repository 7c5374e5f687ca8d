package io.breakwater.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.dialect.body.ModelBody;
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
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// By which API a Messages request reaches a Claude model, and what that API is sent.
class MessagesApisTest {
    private static final ModelOperation[] ALL = {
        ModelOperation.ANTHROPIC_MESSAGES,
        ModelOperation.ANTHROPIC_MESSAGES_STREAM,
        ModelOperation.INVOKE,
        ModelOperation.INVOKE_WITH_RESPONSE_STREAM,
        ModelOperation.CONVERSE,
        ModelOperation.CONVERSE_STREAM
    };

    /// A model that knows the newer version of the API.
    static final ModelCard OPUS = claude("opus-5", Set.of(Feature.SYSTEM, Feature.MESSAGES_2026_10_21), ALL);

    private static final ModelCard OLDER = claude("opus-4-6", Set.of(Feature.SYSTEM), ALL);

    private final AnthropicDialect dialect = new AnthropicDialect(Samples.GATE);

    private static ModelCard claude(String name, Set<Feature> features, ModelOperation... operations) {
        return new ModelCard(
                new ModelId("anthropic.claude-" + name),
                name,
                200_000,
                64_000,
                5,
                new Features(features, List.of(), 0),
                new LinkedHashSet<>(List.of(operations)),
                Streaming.ALL,
                ModelTimes.USUAL,
                Listing.NONE);
    }

    private ModelBodies bodies(String more, String... headers) {
        Map<String, String> all =
                new HashMap<>(Map.of("content-type", "application/json", "anthropic-version", "2023-06-01"));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        byte[] body =
                "{\"model\":\"claude\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]%s}"
                        .formatted(more)
                        .getBytes(StandardCharsets.UTF_8);
        return Samples.call(dialect.decode(new ApiRequest("POST", "/v1/messages", all, body)))
                .bodies();
    }

    private static ModelBody body(ModelBodies bodies, ModelCard model) {
        return switch (bodies.of(model)) {
            case BodyChoice.Spoken(ModelBody body) -> body;
            case BodyChoice.NotSpoken(String why, var _) -> throw new AssertionError(why);
        };
    }

    private static ModelApi api(ModelBodies bodies, ModelCard model) {
        return body(bodies, model).operation(true).api();
    }

    @Test
    void the_first_api_of_the_catalogues_order_is_taken() {
        ModelCard invokedFirst =
                claude("opus-5", Set.of(Feature.SYSTEM), ModelOperation.INVOKE, ModelOperation.ANTHROPIC_MESSAGES);
        ModelCard converse = claude("opus-5", Set.of(Feature.SYSTEM), ModelOperation.CONVERSE);

        assertThat(api(bodies(""), OPUS)).isEqualTo(ModelApi.ANTHROPIC_MESSAGES);
        assertThat(api(bodies(""), invokedFirst)).isEqualTo(ModelApi.INVOKE);
        assertThat(api(bodies(""), Sample.SONNET_CARD)).isEqualTo(ModelApi.INVOKE);
        assertThat(api(bodies(""), converse)).isEqualTo(ModelApi.CONVERSE);
    }

    @Test
    void what_a_model_with_responses_thought_goes_back_to_it_and_to_no_claude() {
        ModelBodies bodies = Samples.call(
                        dialect.decode(Samples.spoken("/v1/messages", """
                            {"model":"claude","max_tokens":9,"messages":[{"role":"user","content":"a"},
                             {"role":"assistant","content":[
                               {"type":"thinking","thinking":"g","signature":"openai:rs_1:gAAAA"},
                               {"type":"thinking","thinking":"c","signature":"claudes"},{"type":"text","text":"b"}]},
                             {"role":"user","content":"c"}]}\
                            """.getBytes(StandardCharsets.UTF_8))))
                .bodies();

        assertThat(body(bodies, OPUS).json().findValuesAsText("signature")).containsExactly("claudes");
        ModelBody gpt = body(bodies, Samples.shipped("openai.gpt-6-sol"));
        assertThat(gpt.operation(true).api()).isEqualTo(ModelApi.OPENAI_RESPONSES);
        assertThat(gpt.json().findValuesAsText("encrypted_content")).containsExactly("gAAAA");
    }

    @Test
    void a_turn_that_only_thought_and_thoughts_that_nobody_signed_reach_nobody() {
        ModelBodies bodies = Samples.call(
                        dialect.decode(Samples.spoken("/v1/messages", """
                            {"model":"claude","max_tokens":9,"messages":[{"role":"user","content":"a"},
                             {"role":"assistant","content":[{"type":"thinking","thinking":"g","signature":"openai:rs_1:gAAAA"}]},
                             {"role":"user","content":"b"},
                             {"role":"assistant","content":[{"type":"thinking","thinking":"k","signature":""},{"type":"text","text":"c"}]},
                             {"role":"user","content":"d"}]}\
                            """.getBytes(StandardCharsets.UTF_8))))
                .bodies();

        assertThat(body(bodies, OPUS).json().path("messages")).hasSize(4);
        assertThat(body(bodies, OPUS).json().findValuesAsText("signature")).isEmpty();
        assertThat(body(bodies, Samples.shipped("openai.gpt-6-sol")).json().toString())
                .doesNotContain("reasoning\",\"id");
    }

    @Test
    void a_request_that_a_guardrail_checks_goes_where_guardrails_are_sure_to_be_applied() {
        ModelCard alone = claude("opus-5", Set.of(Feature.SYSTEM), ModelOperation.ANTHROPIC_MESSAGES);
        ModelBodies guarded = bodies("").guarded();

        assertThat(api(guarded, OPUS)).isEqualTo(ModelApi.INVOKE);
        assertThat(guarded.of(alone)).isInstanceOf(BodyChoice.NotSpoken.class);
    }

    @Test
    void where_bedrock_is_told_whose_calls_are_the_api_is_taken_that_can_be_told() {
        ModelCard alone = claude("opus-5", Set.of(Feature.SYSTEM), ModelOperation.ANTHROPIC_MESSAGES);

        assertThat(api(bodies("").naming(), OPUS)).isEqualTo(ModelApi.INVOKE);
        assertThat(api(bodies("").naming(), alone)).isEqualTo(ModelApi.ANTHROPIC_MESSAGES);
    }

    @ParameterizedTest
    @CsvSource({
        "2023-06-01, opus-5,   2023-06-01",
        "2026-10-21, opus-5,   2026-10-21",
        "2026-10-21, opus-4-6, 2023-06-01",
    })
    void the_newer_version_is_lowered_for_models_that_do_not_know_it(String asked, String model, String sent) {
        ModelCard card = model.equals("opus-5") ? OPUS : OLDER;
        ModelBodies bodies = bodies("", "anthropic-version", asked);

        assertThat(body(bodies, card).headers()).containsEntry("anthropic-version", sent);
        assertThat(body(bodies.guarded(), card).json().path("anthropic_version").asText())
                .isEqualTo(sent.equals("2023-06-01") ? "bedrock-2023-05-31" : sent);
        assertThat(body(bodies, card)).isSameAs(body(bodies, card));
    }

    @ParameterizedTest
    @CsvSource({"1, 4096, ANTHROPIC_MESSAGES", "1, 4097, INVOKE", "800, 4, ANTHROPIC_MESSAGES", "900, 4, INVOKE"})
    void betas_that_a_front_end_would_refuse_as_too_large_a_header_go_by_invoke(int count, int length, ModelApi api) {
        String betas = IntStream.range(0, count)
                .mapToObj(i -> ("%0" + length + "d").formatted(i))
                .collect(Collectors.joining("\",\""));

        assertThat(api(bodies(",\"anthropic_beta\":[\"" + betas + "\"]"), OPUS)).isEqualTo(api);
    }

    @Test
    void betas_go_in_a_header_and_what_fits_into_none_goes_by_invoke() {
        ModelBodies fitting = bodies(",\"anthropic_beta\":[\"a-1\"]", "anthropic-beta", "b-2, c");

        assertThat(body(fitting, OPUS).headers()).containsEntry("anthropic-beta", "a-1,b-2,c");
        assertThat(body(bodies(""), OPUS).headers()).doesNotContainKey("anthropic-beta");
        for (String beta : List.of("a,b", "a b", "a\\r\\nx-other: 1", "\u00fc")) {
            assertThat(api(bodies(",\"anthropic_beta\":[\"" + beta + "\"]"), OPUS))
                    .as(beta)
                    .isEqualTo(ModelApi.INVOKE);
        }
    }

    @Test
    void the_tenant_is_named_to_invoke_alone_which_has_a_header_for_it() {
        TenantId tenant = new TenantId("search");

        assertThat(body(bodies(""), OPUS).bounded(5, tenant).headers()).containsOnlyKeys("anthropic-version");
        assertThat(body(bodies("").guarded(), OPUS).bounded(5, tenant).headers())
                .containsOnlyKeys("X-Amzn-Bedrock-Request-Metadata");
    }
}
