package io.breakwater.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.model.Alias;
import io.breakwater.model.Feature;
import io.breakwater.model.Features;
import io.breakwater.model.Listing;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.ModelTimes;
import io.breakwater.model.RequestPart;
import io.breakwater.model.Streaming;
import io.breakwater.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Chat completions to models that have OpenAI's own API: what passes, what is taken out, and when another API carries
/// it.
class PassedChatTest {
    static final ModelCard GPT = Samples.shipped("openai.gpt-6-sol");
    private static final ModelCard KIMI = card(
            "moonshotai.kimi-k3",
            Set.of(Feature.SYSTEM, Feature.TOOLS, Feature.TEMPERATURE, Feature.STOP_SEQUENCES),
            ModelOperation.OPENAI_CHAT,
            ModelOperation.CONVERSE);
    private static final ModelCard NOVA =
            card("amazon.nova-pro-v1:0", Set.of(Feature.SYSTEM, Feature.TOOLS), ModelOperation.CONVERSE);
    private static final NameResolver NATIVE = new NameResolver() {
        @Override
        public Optional<Alias> alias(String name) {
            return Optional.of(new Alias(name));
        }

        @Override
        public boolean calls(Alias alias, ModelApi api) {
            return true;
        }
    };
    private static final String HELLO = "\"model\":\"gpt\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
    private static final String TOOLS =
            ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}}]";

    private static ModelCard card(String id, Set<Feature> features, ModelOperation... operations) {
        return new ModelCard(
                new ModelId(id),
                id,
                272_000,
                128_000,
                10,
                new Features(features, List.of(), 0),
                new LinkedHashSet<>(Arrays.asList(operations)),
                Streaming.ALL,
                ModelTimes.USUAL,
                Listing.NONE);
    }

    private static Decoded decode(String json) {
        return new OpenAiDialect(Samples.GATE).decode(Samples.post("/v1/chat/completions", json), NATIVE);
    }

    private static BodyChoice choice(String json, ModelCard model) {
        return Samples.call(decode(json)).bodies().of(model);
    }

    private static String why(String json, ModelCard model) {
        return refused(json, model).why();
    }

    private static BodyChoice.NotSpoken refused(String json, ModelCard model) {
        return (BodyChoice.NotSpoken) choice(json, model);
    }

    @Test
    void what_no_api_takes_is_known_by_its_member() {
        assertThat(refused("{" + HELLO + ",\"stop\":\"x\"}", GPT).about())
                .hasValue(RequestPart.needing(Feature.STOP_SEQUENCES));
        assertThat(refused("{" + HELLO + ",\"logprobs\":true}", GPT).about()).hasValue(RequestPart.member("logprobs"));
        assertThat(refused("{" + HELLO + ",\"never_heard\":1}", NOVA).about())
                .hasValue(RequestPart.member("never_heard"));
    }

    static ModelBody body(String json, ModelCard model) {
        return switch (choice(json, model)) {
            case BodyChoice.Spoken(ModelBody body) -> body;
            case BodyChoice.NotSpoken(String why, var _) -> throw new AssertionError(why);
        };
    }

    private static ModelApi api(ModelBody body) {
        return body.operation(false).api();
    }

    @Test
    void what_another_model_lacks_by_the_catalogue_it_lacks_in_this_api_too() {
        ModelCard grok = Samples.shipped("xai.grok-4.6").only(ModelApi.OPENAI_CHAT);
        ModelCard open = card("openai.gpt-oss-20b-1:0", Set.of(Feature.STOP_SEQUENCES), ModelOperation.OPENAI_CHAT);
        String stop = "{" + HELLO + ",\"stop\":[\"x\"]}";

        assertThat(why(stop, grok)).isEqualTo("openai-chat: the model lacks stop_sequences");
        assertThat(body("{" + HELLO + ",\"stop\":null}", grok).json()).hasToString("{" + HELLO + "}");
        assertThat(why("{" + HELLO + ",\"frequency_penalty\":0.5}", grok))
                .isEqualTo("openai-chat: frequency_penalty is refused by the model");
        assertThat(body("{" + HELLO + ",\"frequency_penalty\":0}", grok).json().has("frequency_penalty"))
                .isFalse();
        assertThat(api(body(stop, open))).isEqualTo(ModelApi.OPENAI_CHAT);
        ModelCard biased = Samples.shipped("openai.gpt-oss-20b-1:0").only(ModelApi.OPENAI_CHAT);
        assertThat(why("{" + HELLO + ",\"logit_bias\":{\"50\":1}}", biased))
                .isEqualTo("openai-chat: logit_bias is refused by the model");
        assertThat(body("{" + HELLO + ",\"logit_bias\":{}}", biased).adapted()).isEmpty();
        assertThat(why("{" + HELLO + ",\"tool_choice\":\"required\"" + TOOLS + "}", open))
                .isEqualTo("openai-chat: the model lacks forced_tool");
        assertThat(body("{" + HELLO + ",\"reasoning_effort\":\"low\"}", open).adapted())
                .containsExactly("reasoning_effort");
        assertThat(why("{" + HELLO + ",\"response_format\":{\"type\":\"json_schema\"}}", open))
                .isEqualTo("openai-chat: the model lacks structured_output");
    }

    @Test
    void a_picture_that_a_tool_gave_back_goes_by_another_api() {
        String call =
                "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}";
        String result =
                "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,iVBORw0KGgo=\"}}]}";
        String json =
                "{\"model\":\"gpt\",\"reasoning_effort\":\"none\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"},%s,%s]%s}"
                        .formatted(call, result, TOOLS);

        assertThat(why(json, GPT.only(ModelApi.OPENAI_CHAT))).contains("results of tools can only be texts there");
        assertThat(api(body(json, GPT))).isEqualTo(ModelApi.OPENAI_RESPONSES);
        ModelCard seeing = card(
                "openai.gpt-6-sol",
                Set.of(Feature.SYSTEM, Feature.TOOLS, Feature.IMAGES),
                ModelOperation.OPENAI_CHAT,
                ModelOperation.CONVERSE);
        assertThat(api(body(json, seeing))).isEqualTo(ModelApi.CONVERSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"image_url\",\"image_url\":{\"url\":\"s3://bucket/key\"}}",
                "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://169.254.169.254/a\"}}",
                "{\"type\":\"video_url\",\"video_url\":{\"url\":\"s3://bucket/key\"}}",
                "{\"type\":\"file\",\"file\":{\"file_id\":\"file-1\"}}",
            })
    void what_lies_elsewhere_is_read_by_nobody(String part) {
        for (String role : List.of("user", "tool")) {
            String message = "{\"role\":\"%s\",\"content\":[%s]}".formatted(role, part);
            assertThat(decode("{\"model\":\"gpt\",\"messages\":[%s]}".formatted(message)))
                    .isInstanceOf(Decoded.Refused.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"never_heard\":{\"of\":[1.10]}",
                ",\"reasoning_effort\":\"none\",\"temperature\":0.5,\"top_p\":0.5,\"logprobs\":true,\"frequency_penalty\":1",
                ",\"reasoning_effort\":\"none\"" + TOOLS,
                ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"strict\":true}}",
                ",\"prompt_cache_key\":\"k\",\"verbosity\":\"low\"",
            })
    void what_the_model_takes_passes_as_it_is(String more) {
        String json = "{" + HELLO + more + "}";

        ModelBody body = body(json, GPT);
        assertThat(api(body)).isEqualTo(ModelApi.OPENAI_CHAT);
        assertThat(body.adapted()).isEmpty();
        assertThat(body.json()).hasToString(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"temperature\":0.5 | temperature",
                "\"top_p\":0.1 | top_p",
                "\"temperature\":1,\"presence_penalty\":0,\"logprobs\":false,\"stop\":null |",
                "\"service_tier\":\"auto\" |",
                "\"service_tier\":\"flex\" | service_tier",
            })
    void what_changes_nothing_or_is_the_models_to_choose_is_taken_out_while_it_reasons(String more, String named) {
        ModelBody body = body("{" + HELLO + "," + more + "}", GPT);

        assertThat(api(body)).isEqualTo(ModelApi.OPENAI_CHAT);
        assertThat(body.json()).hasToString("{" + HELLO + "}");
        assertThat(body.adapted()).isEqualTo(named == null ? List.of() : List.of(named));
    }

    @Test
    void tools_go_by_responses_while_the_model_reasons() {
        assertThat(api(body("{" + HELLO + TOOLS + "}", GPT))).isEqualTo(ModelApi.OPENAI_RESPONSES);
        assertThat(api(body("{" + HELLO + TOOLS + ",\"reasoning_effort\":\"high\"}", GPT)))
                .isEqualTo(ModelApi.OPENAI_RESPONSES);
        String keyed = "{" + HELLO + TOOLS + ",\"prompt_cache_key\":\"k\"}";
        var bodies = Samples.call(decode(keyed)).bodies();
        assertThat(body(keyed, GPT).json().path("prompt_cache_key").asText()).isEqualTo("k");
        assertThat(body(keyed, GPT).adapted())
                .as("it is sent, so nothing is named")
                .isEmpty();
        assertThat(bodies.of(GPT)).isEqualTo(bodies.of(GPT));
        assertThat(api(body("{" + HELLO + TOOLS + "}", KIMI))).isEqualTo(ModelApi.OPENAI_CHAT);
    }

    @Test
    void how_long_answers_shall_be_goes_by_responses_and_a_model_of_converse_is_named_as_not_told() {
        String brief = "{" + HELLO + TOOLS + ",\"verbosity\":\"low\"}";

        assertThat(body(brief, GPT).json().at("/text/verbosity").asText()).isEqualTo("low");
        assertThat(body(brief, GPT).adapted()).isEmpty();
        assertThat(body(brief, NOVA).adapted()).containsExactly("verbosity");
    }

    @Test
    void labels_go_by_responses_and_what_these_have_not_is_named() {
        String labels =
                "\"metadata\":{\"a\":\"b\"},\"prompt_cache_retention\":\"24h\",\"safety_identifier\":\"s\",\"user\":\"u\"";
        ModelBody body = body("{" + HELLO + TOOLS + ",\"seed\":1," + labels + "}", GPT);

        for (String label : labels.split(",")) {
            assertThat(body.json().toString()).contains(label);
        }
        assertThat(body.adapted()).containsExactly("seed");
    }

    private static String metadata(int members, int name, int value) {
        return IntStream.range(0, members)
                .mapToObj(member ->
                        "\"" + (char) ('a' + member) + "é".repeat(name - 1) + "\":\"" + "😀".repeat(value) + "\"")
                .collect(Collectors.joining(",", "\"metadata\":{", "}"));
    }

    private static Stream<String> a_label_within_the_bounds_of_responses_is_carried() {
        return Stream.of(
                metadata(16, 64, 512),
                "\"prompt_cache_retention\":\"in_memory\"",
                "\"prompt_cache_retention\":\"in-memory\"");
    }

    @ParameterizedTest
    @MethodSource
    void a_label_within_the_bounds_of_responses_is_carried(String label) {
        ModelBody body = body("{" + HELLO + TOOLS + "," + label + "}", GPT);

        assertThat(body.json().toString()).contains(label);
        assertThat(body.adapted()).isEmpty();
    }

    private static Stream<String> a_label_that_responses_refuse_is_dropped_and_named() {
        return Stream.of(
                metadata(17, 1, 1),
                metadata(1, 65, 1),
                metadata(1, 1, 513),
                "\"metadata\":{\"tags\":[\"a\"]}",
                "\"metadata\":{\"a\":\"b\",\"n\":{\"a\":\"b\"}}",
                "\"metadata\":{\"n\":5}",
                "\"prompt_cache_retention\":\"forever\"",
                "\"prompt_cache_retention\":\"\"");
    }

    /// Clients send labels for their own logs; chat completions with such labels have always been
    /// answered.
    @ParameterizedTest
    @MethodSource
    void a_label_that_responses_refuse_is_dropped_and_named(String label) {
        String name = label.substring(1, label.indexOf("\":"));
        for (ModelCard model : List.of(GPT, NOVA)) {
            ModelBody body = body("{" + HELLO + TOOLS + "," + label + "}", model);

            assertThat(body.json().has(name)).isFalse();
            assertThat(body.adapted()).containsExactly(name);
        }
    }

    @ParameterizedTest
    @CsvSource({"'',true,true,", "false,true,false,", "true,true,true,", "true,false,false,strict", "'',false,false,"})
    void a_schema_is_followed_to_the_letter_as_the_client_says_and_as_it_can_be(
            String asked, boolean all, boolean strict, String named) {
        String required = all ? ",\"required\":[\"a\"]" : "";
        String schema = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}" + required
                + ",\"additionalProperties\":false}";
        String format = ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":"
                + schema + (asked.isEmpty() ? "" : ",\"strict\":" + asked) + "}}";
        ModelBody body = body("{" + HELLO + TOOLS + format + "}", GPT);

        assertThat(body.json().at("/text/format/strict")).hasToString(Boolean.toString(strict));
        assertThat(body.adapted()).isEqualTo(named == null ? List.of() : List.of(named));
    }

    @Test
    void an_object_beside_tools_is_responses_own_and_a_schema_beyond_the_grammar_too() {
        String object = "{" + HELLO + TOOLS + ",\"response_format\":{\"type\":\"json_object\"}}";
        String schema = "{" + HELLO + TOOLS + ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":"
                + "{\"name\":\"n\",\"schema\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}}}}";

        assertThat(body(object, GPT).json().at("/text/format")).hasToString("{\"type\":\"json_object\"}");
        assertThat(body(object, GPT).json().path("instructions").asText()).contains("JSON");
        assertThat(body(object, GPT).json().path("tools")).hasSize(1);
        assertThat(body(object, GPT).adapted()).isEmpty();
        assertThat(body(schema, GPT).json().at("/text/format/type")).hasToString("\"json_schema\"");
        assertThat(body(schema, GPT).adapted()).isEmpty();
    }

    @Test
    void a_strict_tool_that_openai_takes_only_as_a_loose_one_is_named() {
        String tools = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"strict\":true,\"parameters\":"
                + "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"additionalProperties\":false}}}]";

        assertThat(body("{" + HELLO + tools + "}", GPT).json().at("/tools/0/strict"))
                .hasToString("false");
        assertThat(body("{" + HELLO + tools + "}", GPT).adapted()).containsExactly("strict");
    }

    @Test
    void what_no_api_of_the_model_takes_leaves_it_out_with_the_reasons() {
        assertThat(why("{" + HELLO + ",\"stop\":\"x\"}", GPT))
                .isEqualTo("openai-chat: the model lacks stop_sequences; openai-responses: the"
                        + " model lacks stop_sequences; converse: the model lacks stop_sequences");
        assertThat(why("{" + HELLO + ",\"logprobs\":true}", GPT))
                .isEqualTo("openai-chat: logprobs is accepted only with reasoning_effort none;"
                        + " openai-responses: logprobs is not supported; leave it out; converse: logprobs is not"
                        + " supported; leave it out");
    }

    @Test
    void other_models_of_the_alias_get_it_translated_or_are_left_out_with_the_field() {
        assertThat(api(body("{" + HELLO + "}", NOVA))).isEqualTo(ModelApi.CONVERSE);
        assertThat(why("{" + HELLO + ",\"never_heard\":1}", NOVA))
                .isEqualTo("never_heard is not supported; leave it out");
    }

    @Test
    void words_of_other_vendors_are_translated_and_their_marks_are_taken_out() {
        assertThat(api(body("{" + HELLO + ",\"top_k\":5}", GPT))).isEqualTo(ModelApi.OPENAI_RESPONSES);
        String marked =
                "{\"model\":\"gpt\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hi\","
                        + "\"cache_control\":{\"type\":\"ephemeral\"}}]},{\"role\":\"assistant\",\"content\":\"yes\","
                        + "\"thinking_blocks\":[]}]}";
        assertThat(body(marked, GPT).adapted()).containsExactlyInAnyOrder("cache_points", "reasoning");
        assertThat(body(marked, GPT).json())
                .hasToString(
                        "{\"model\":\"gpt\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}]},"
                                + "{\"role\":\"assistant\",\"content\":\"yes\"}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"n\":2",
                "\"store\":1",
                "\"service_tier\":\"priority\"",
                "\"modalities\":[\"audio\"]",
                "\"web_search_options\":{}",
                "\"amazon-bedrock-guardrailConfig\":{\"tagSuffix\":\"x\"}",
                "\"stream\":1",
                "\"max_completion_tokens\":0",
                "\"stream_options\":{}",
                "\"tools\":{}",
            })
    void what_is_the_gateways_to_decide_is_refused_by_name(String member) {
        String name = member.substring(1, member.indexOf('"', 1));

        assertThat(decode("{" + HELLO + "," + member + "}")).isInstanceOfSatisfying(Decoded.Refused.class, refused -> {
            assertThat(refused.refusal().kind()).isEqualTo(Refusal.Kind.INVALID_REQUEST);
            assertThat(refused.refusal().about()).contains(name);
        });
    }

    @Test
    void nothing_is_kept_at_aws() {
        assertThat(body("{" + HELLO + ",\"store\":true}", GPT).adapted()).containsExactly("store");
        assertThat(body("{" + HELLO + ",\"store\":true}", GPT).json()).hasToString("{" + HELLO + ",\"store\":false}");
    }

    @Test
    void an_image_passes_to_gpt_and_not_to_a_model_without_images() {
        String image = "{\"model\":\"gpt\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\","
                + "\"image_url\":{\"url\":\"data:image/png;base64,iVBORw0KGgo=\"}}]}]}";

        assertThat(api(body(image, GPT))).isEqualTo(ModelApi.OPENAI_CHAT);
        assertThat(choice(image, KIMI)).isInstanceOf(BodyChoice.NotSpoken.class);
    }

    @Test
    void a_body_is_one_for_all_who_are_asked_the_same_and_its_input_is_estimated() {
        var bodies = Samples.call(decode("{" + HELLO + "}")).bodies();

        assertThat(bodies.of(GPT)).isEqualTo(bodies.of(GPT));
        assertThat(body("{" + HELLO + "}", GPT).inputTokens()).isEqualTo(5);
        ModelBody long2 = body("{" + HELLO.replace("hi", "x".repeat(3_500)) + "}", GPT);
        assertThat(long2.inputTokens()).isBetween(1_000L, 1_010L);
    }

    @Test
    void only_the_name_of_an_answer_is_changed_where_it_is_to_be_the_alias() {
        Answered aliased = new Answered("r", "fast", Instant.EPOCH, ModelApi.OPENAI_CHAT, true);
        ObjectNode chunk = Samples.json("{\"id\":\"a\",\"model\":\"gpt-6\",\"choices\":[],\"new\":1}");

        assertThat(new String(
                        new ChatResponder(false, false, false)
                                .whole(chunk, aliased)
                                .body(),
                        StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":\"a\",\"model\":\"fast\",\"choices\":[],\"new\":1}");
        assertThat(new ChatResponder(false, false, false)
                        .stream(aliased).on(new ModelEvent("chat.completion.chunk", chunk, Optional.of("{}"))))
                .containsExactly(new Frame.ServerSent(
                        Optional.empty(), "{\"id\":\"a\",\"model\":\"fast\",\"choices\":[],\"new\":1}"));
    }

    @Test
    void the_clients_bound_is_the_larger_of_both_names() {
        assertThat(Samples.call(decode("{" + HELLO + ",\"max_tokens\":5,\"max_completion_tokens\":7}"))
                        .maxTokens())
                .hasValue(7);
        assertThat(body("{" + HELLO + ",\"max_tokens\":5}", GPT)
                        .bounded(9, new TenantId("t"))
                        .json())
                .hasToString("{" + HELLO + ",\"max_completion_tokens\":9}");
    }
}
