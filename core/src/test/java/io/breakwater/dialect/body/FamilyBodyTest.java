package io.breakwater.dialect.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Samples;
import io.breakwater.model.Feature;
import io.breakwater.model.Features;
import io.breakwater.model.Listing;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.ModelTimes;
import io.breakwater.model.Streaming;
import io.breakwater.model.TenantId;
import io.breakwater.model.TokenUsage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bodies of InvokeModel in the languages of the families Nova, Llama, DeepSeek and OpenAI.
class FamilyBodyTest {
    private static final TenantId TENANT = new TenantId("search");

    private static ModelCard model(String id) {
        return new ModelCard(
                new ModelId(id),
                "Model",
                100_000,
                1_000,
                1,
                new Features(Set.of(), List.of(), 0),
                Set.of(ModelOperation.CONVERSE, ModelOperation.INVOKE, ModelOperation.INVOKE_WITH_RESPONSE_STREAM),
                Streaming.ALL,
                ModelTimes.USUAL,
                Listing.NONE);
    }

    private static BodyChoice choice(String model, String body) {
        return FamilyBodies.of(Samples.json(body), false).orElseThrow().of(model(model));
    }

    private static ModelBody body(String model, String body) {
        return ((BodyChoice.Spoken) choice(model, body)).body();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            amazon.nova-lite | {"x":[1.5],"messages":[{"role":"user","content":[{"text":"a"}]}]}                        | {"x":[1.5],"messages":[{"role":"user","content":[{"text":"a"}]}],"inferenceConfig":{"maxTokens":17}}
            amazon.nova-lite | {"messages":[{"content":[{"text":"a"}]}],"inferenceConfig":{"max_new_tokens":9,"topK":3}} | {"messages":[{"content":[{"text":"a"}]}],"inferenceConfig":{"topK":3,"maxTokens":17}}
            meta.llama3      | {"prompt":"a","max_gen_len":9,"x":{}}                                                     | {"prompt":"a","max_gen_len":17,"x":{}}
            deepseek.r1      | {"prompt":"a","stop":["b"]}                                                               | {"prompt":"a","stop":["b"],"max_tokens":17}
            openai.gpt-oss   | {"messages":[{"role":"user","content":"a"}],"x":1}                                        | {"messages":[{"role":"user","content":"a"}],"x":1,"max_completion_tokens":17}
            qwen.qwen3-32b   | {"messages":[{"role":"user","content":"a"}],"max_tokens":9}                               | {"messages":[{"role":"user","content":"a"}],"max_tokens":17}
            deepseek.v3      | {"max_tokens":9,"max_completion_tokens":8,"messages":[{"role":"user","content":"a"}]}     | {"max_completion_tokens":17,"messages":[{"role":"user","content":"a"}]}""")
    void a_body_goes_as_it_is_with_the_bound_where_its_language_has_it(String model, String asked, String sent) {
        ModelBody bounded = body(model, asked).bounded(17, TENANT);

        assertThat(bounded.json().toString()).isEqualTo(sent);
        assertThat(bounded.operation(true)).isEqualTo(ModelOperation.INVOKE_WITH_RESPONSE_STREAM);
        assertThat(bounded.headers()).containsEntry("X-Amzn-Bedrock-Request-Metadata", "{\"tenant\":\"search\"}");
    }

    @Test
    void llamas_bound_ends_where_its_schema_does() {
        assertThat(body("meta.llama3", "{\"prompt\":\"a\"}")
                        .bounded(8_192, TENANT)
                        .json())
                .hasToString("{\"prompt\":\"a\",\"max_gen_len\":2048}");
    }

    @Test
    void a_chat_completion_names_the_model_of_the_target_and_how_it_is_asked_only_where_the_client_did() {
        String named = "{\"model\":\"mine\",\"stream\":false,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}";
        String plain = "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}";

        ObjectNode addressed = body("openai.gpt-oss", named).addressed("openai.gpt-oss-120b-1:0", true);
        assertThat(addressed.path("model").asText()).isEqualTo("openai.gpt-oss-120b-1:0");
        assertThat(addressed.path("stream").asBoolean()).isTrue();
        assertThat(body("openai.gpt-oss", plain)
                        .addressed("openai.gpt-oss-120b-1:0", true)
                        .toString())
                .isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            amazon.nova-lite           | {"prompt":"a"}                                          | Nova's, messages of blocks
            amazon.nova-lite           | {"messages":[{"role":"user","content":"a"}]}            | Nova's, messages of blocks
            meta.llama3                | {"prompt":"a","max_tokens":9}                           | Llama's, prompt with max_gen_len
            deepseek.r1                | {"prompt":"a","max_gen_len":9}                          | DeepSeek R1's, prompt with max_tokens
            openai.gpt-oss             | {"messages":[{"role":"user","content":[{"text":"a"}]}]} | OpenAI's chat completions
            openai.gpt-6-sol           | {"messages":[{"role":"user","content":"a"}]}            | is not known here
            anthropic.claude-sonnet-5  | {"messages":[{"role":"user","content":"a"}]}            | anthropic_version
            amazon.titan-embed         | {"prompt":"a"}                                          | makes embeddings""")
    void only_models_of_the_bodys_language_are_asked(String model, String body, String why) {
        assertThat(choice(model, body))
                .isInstanceOfSatisfying(
                        BodyChoice.NotSpoken.class, no -> assertThat(no.why()).contains(why));
    }

    @Test
    void what_decides_who_is_asked_is_needed_and_how_an_answer_is_made_is_not() {
        assertThat(body("amazon.nova-lite", """
                        {"system":[{"text":"s"}],"toolConfig":{"tools":[]},"inferenceConfig":{"temperature":1,"topP":1},
                         "messages":[{"role":"user","content":[{"text":"a"},{"image":{"format":"png","source":{"bytes":"AAAA"}}}]}]}
                        """).needs())
                .containsExactlyInAnyOrder(Feature.SYSTEM, Feature.TOOLS, Feature.IMAGES);
        assertThat(body("openai.gpt-oss", """
                        {"tools":[{"type":"function"}],"messages":[{"role":"user","content":[{"type":"image_url"}]}]}
                        """).needs()).containsExactlyInAnyOrder(Feature.TOOLS, Feature.IMAGES);
        assertThat(body("meta.llama4", "{\"prompt\":\"a\",\"images\":[\"AAAA\"]}")
                        .needs())
                .containsExactly(Feature.IMAGES);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"generation":"hello","prompt_token_count":3,"generation_token_count":2,"stop_reason":"stop"}
            {"output":{"message":{}},"usage":{"inputTokens":3,"outputTokens":2}}
            {"choices":[{"message":{"content":"hello"}}],"usage":{"prompt_tokens":3,"completion_tokens":2}}""")
    void a_whole_answer_is_charged_by_its_own_counts_and_rather_by_bedrocks(String answer) {
        ModelBody asked = body("meta.llama3", "{\"prompt\":\"a\"}");
        ObjectNode told = Samples.json(answer);

        assertThat(asked.isReported(told)).isTrue();
        assertThat(asked.charged(told, Optional.empty())).isEqualTo(TokenUsage.of(3, 2));
        assertThat(asked.charged(told, Optional.of(new TokenUsage(30, 20, 10, 5))))
                .isEqualTo(new TokenUsage(30, 20, 10, 5));
    }

    @Test
    void an_answer_that_counts_nothing_is_charged_by_an_estimate_of_what_went_and_came() {
        ModelBody asked = body("deepseek.r1", "{\"prompt\":\"0123456789\"}");
        ObjectNode silent = Samples.json("{\"choices\":[{\"text\":\"0123456\",\"stop_reason\":\"stop\"}]}");

        assertThat(asked.isReported(silent)).isFalse();
        assertThat(asked.charged(silent, Optional.empty())).isEqualTo(TokenUsage.of(7, 2));
    }

    @Test
    void a_stream_is_whole_and_counted_by_the_event_that_has_bedrocks_metrics() {
        ModelBody asked = body("amazon.nova-lite", "{\"messages\":[{\"content\":[{\"text\":\"a\"}]}]}");
        ModelEvent start = Samples.event("", "{\"messageStart\":{\"role\":\"assistant\"}}");
        ModelEvent text = Samples.event("", "{\"contentBlockDelta\":{\"delta\":{\"text\":\"héllo\"}}}");
        ModelEvent stop = Samples.event("", "{\"messageStop\":{\"stopReason\":\"end_turn\"}}");
        ModelEvent last = Samples.event("", """
                {"metadata":{},"amazon-bedrock-invocationMetrics":{"inputTokenCount":3,"outputTokenCount":2,
                 "cacheReadInputTokenCount":5,"cacheWriteInputTokenCount":4}}""");
        StreamEnd end = asked.streamEnd();

        assertThat(asked.isContent(start)).isFalse();
        assertThat(asked.isContent(text)).isTrue();
        assertThat(asked.textBytes(text)).isEqualTo(6);
        assertThat(asked.isContent(stop)).isTrue();
        end.see(stop);
        assertThat(end.whole()).isFalse();
        assertThat(end.broken()).contains("amazon-bedrock-invocationMetrics");
        end.see(last);
        assertThat(end.whole()).isTrue();
        assertThat(asked.streamUsage().apply(stop)).isEmpty();
        assertThat(asked.streamUsage().apply(last)).contains(new TokenUsage(3, 2, 5, 4));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"stop_reason":"length"}                   | true
            {"stopReason":"max_tokens"}                | true
            {"choices":[{"finish_reason":"length"}]}   | true
            {"choices":[{"finish_reason":"stop"}]}     | false
            {"generation":"length"}                    | false""")
    void an_answer_that_was_cut_says_so_in_its_familys_words(String answer, boolean cut) {
        assertThat(body("meta.llama3", "{\"prompt\":\"a\"}").endedAtBound(Samples.json(answer)))
                .isEqualTo(cut);
    }

    @Test
    void only_families_whose_bodies_are_known_have_a_language() {
        assertThat(FamilyLanguage.of(new ModelId("amazon.nova-2-multimodal-embeddings-v1:0")))
                .isEmpty();
        assertThat(FamilyLanguage.of(new ModelId("openai.gpt-6-sol"))).isEmpty();
        assertThat(FamilyLanguage.of(new ModelId("amazon.nova-2-lite-v1:0"))).contains(FamilyLanguage.NOVA);
    }
}
