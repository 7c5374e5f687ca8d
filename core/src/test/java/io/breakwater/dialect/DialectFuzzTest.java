package io.breakwater.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Depth;
import io.breakwater.dialect.anthropic.AnthropicDialect;
import io.breakwater.dialect.bedrock.BedrockDialect;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.dialect.openai.OpenAiDialect;
import io.breakwater.dialect.responses.ResponsesDialect;
import io.breakwater.model.Alias;
import io.breakwater.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Hostile bodies, made from a seed. Every text of a prompt contains a canary that no refusal may show.
class DialectFuzzTest {
    private static final int BODIES_PER_SEED = Depth.of(7_000);

    /// Every name is taken for a model's name, because a refusal may rightly repeat an unknown name.
    private static final NameResolver ANYBODY = _ -> Optional.of(new Alias("claude"));

    private static final String OPENAI = """
        {"model":"claude","stream":true,"stream_options":{"include_usage":true},"max_tokens":9,"temperature":0.5,
         "top_p":0.5,"stop":["canary bird"],"n":1,"seed":3,"user":"canary bird","reasoning_effort":"low",
         "store":false,"logprobs":false,"top_logprobs":0,"logit_bias":{},"frequency_penalty":0,
         "modalities":["text"],"service_tier":"auto","verbosity":"medium","metadata":{},"prediction":{},
         "messages":[{"role":"system","content":"canary bird"},
          {"role":"user","content":[{"type":"text","text":"canary bird"},
           {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},
          {"role":"assistant","content":"canary bird","tool_calls":[{"id":"c1","type":"function",
           "function":{"name":"f","arguments":"{\\"canary bird\\":\\"canary bird\\"}"}}]},
          {"role":"tool","tool_call_id":"c1","content":"canary bird"}],
         "tools":[{"type":"function","function":{"name":"f","description":"canary bird",
          "parameters":{"type":"object","canary bird":1}}}],"tool_choice":"auto",
         "response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{"canary bird":1}}}}\
        """;

    private static final String BEDROCK = """
        {"system":[{"text":"canary bird"},{"cachePoint":{"type":"default"}}],
         "messages":[{"role":"user","content":[{"text":"canary bird"},
           {"document":{"format":"pdf","name":"canary bird","source":{"bytes":"AAAA"}}}]},
          {"role":"assistant","content":[{"toolUse":{"toolUseId":"c1","name":"f","input":{"canary bird":1}}}]},
          {"role":"user","content":[{"toolResult":{"toolUseId":"c1","content":[{"json":{"canary bird":1}}]}}]}],
         "inferenceConfig":{"maxTokens":9,"temperature":0.5,"topP":1,"stopSequences":["canary bird"]},
         "toolConfig":{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"canary bird":1}}}}],
          "toolChoice":{"auto":{}}},
         "additionalModelRequestFields":{"thinking":{"type":"enabled"},"top_k":4,"anthropic_beta":["x"]},
         "additionalModelResponseFieldPaths":["/canary bird"],"outputConfig":{"effort":"low"}}\
        """;

    private static final String ANTHROPIC = """
        {"model":"claude","stream":true,"max_tokens":9,"temperature":0.5,"top_p":0.5,"top_k":4,
         "stop_sequences":["canary bird"],"system":[{"type":"text","text":"canary bird",
          "cache_control":{"type":"ephemeral"}}],"thinking":{"type":"enabled","budget_tokens":2000},
         "metadata":{"user_id":"canary bird"},"anthropic_beta":["x"],"service_tier":"auto",
         "messages":[{"role":"user","content":[{"type":"text","text":"canary bird"},
           {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},
           {"type":"document","title":"canary bird","source":{"type":"text","media_type":"text/plain","data":"x"}}]},
          {"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"f","input":{"canary bird":1}}]},
          {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"canary bird"}]}],
         "tools":[{"name":"f","description":"canary bird","input_schema":{"type":"object","canary bird":1}}],
         "tool_choice":{"type":"auto"},"output_config":{"effort":"low"}}\
        """;

    private static final String RESPONSES = """
        {"model":"claude","stream":true,"stream_options":{"include_obfuscation":false},"max_output_tokens":99,
         "temperature":0.5,"top_p":0.5,"user":"canary bird","reasoning":{"effort":"low","summary":"auto"},
         "store":false,"service_tier":"auto","metadata":{},"truncation":"disabled","background":false,
         "include":["reasoning.encrypted_content"],"prompt_cache_key":"canary bird","instructions":"canary bird",
         "input":[{"type":"message","role":"developer","content":"canary bird"},
          {"role":"user","content":[{"type":"input_text","text":"canary bird"},
           {"type":"input_image","detail":"auto","image_url":"data:image/png;base64,AAAA"}]},
          {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"canary bird"},
          {"type":"message","id":"m1","role":"assistant","status":"completed",
           "content":[{"type":"output_text","text":"canary bird","annotations":[]}]},
          {"type":"function_call","id":"f1","call_id":"c1","name":"f",
           "arguments":"{\\"canary bird\\":\\"canary bird\\"}"},
          {"type":"function_call_output","call_id":"c1","output":"canary bird"}],
         "tools":[{"type":"function","name":"f","description":"canary bird","strict":false,
          "parameters":{"type":"object","canary bird":1}}],"tool_choice":"auto",
         "text":{"verbosity":"medium","format":{"type":"json_schema","name":"x","schema":{"canary bird":1}}}}\
        """;

    /// A dialect with a request that has most of its members.
    record Spoken(Dialect dialect, String path, String sample, NameResolver names) {}

    private static final List<Spoken> DIALECTS = List.of(
            new Spoken(new OpenAiDialect(Samples.GATE), "/v1/chat/completions", OPENAI, ModelNames::alias),
            new Spoken(new ResponsesDialect(Samples.GATE), "/v1/responses", RESPONSES, ANYBODY),
            new Spoken(new BedrockDialect(Samples.GATE), "/model/claude/converse", BEDROCK, ModelNames::alias),
            new Spoken(new AnthropicDialect(Samples.GATE), "/v1/messages", ANTHROPIC, ANYBODY));

    static Stream<Arguments> dialects() {
        return DIALECTS.stream()
                .flatMap(spoken -> Stream.of(1L, 20_261_122L, 3_218_974_678L)
                        .map(seed -> Arguments.of(spoken.path, seed, spoken)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("dialects")
    void a_dialect_reads_or_refuses_anything_without_showing_it(String path, long seed, Spoken spoken) {
        fuzz(spoken.dialect, path, spoken.sample, spoken.names, new Random(seed));
    }

    @Test
    void every_dialect_is_among_them() {
        assertThat(DIALECTS)
                .extracting(spoken -> spoken.dialect.getClass().getName())
                .containsExactlyInAnyOrderElementsOf(EveryDialect.inCore());
    }

    private static final String NOVA = """
        {"schemaVersion":"messages-v1","system":[{"text":"canary bird"}],"messages":[
          {"role":"user","content":[{"text":"canary bird"},{"image":{"format":"png","source":{"bytes":"AAAA"}}}]},
          {"role":"assistant","content":[{"toolUse":{"toolUseId":"c1","name":"f","input":{"canary bird":1}}}]},
          {"role":"user","content":[{"toolResult":{"toolUseId":"c1","content":[{"json":{"canary bird":1}}]}}]}],
         "inferenceConfig":{"maxTokens":9,"topK":4,"reasoningConfig":{"type":"enabled"}},
         "toolConfig":{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"canary bird":1}}}}]}}\
        """;

    private static final String LLAMA = """
        {"prompt":"canary bird","max_gen_len":9,"temperature":0.5,"top_p":0.5,"images":["canary bird"]}\
        """;

    private static final String EMBEDDINGS = """
        {"model":"claude","input":["canary bird","canary bird"],"dimensions":256,"encoding_format":"base64",
         "input_type":"search_query","user":"canary bird"}\
        """;

    private static final String INVOKE = "/model/claude/invoke";

    record Language(Dialect dialect, String path, String sample, String model) {}

    /// Requests to models in their own languages, for embeddings, for counts of tokens and for plans.
    static Stream<Arguments> others() {
        Dialect bedrock = new BedrockDialect(Samples.GATE);
        Dialect anthropic = new AnthropicDialect(Samples.GATE);
        Dialect openAi = new OpenAiDialect(Samples.GATE);
        String invoked = ANTHROPIC.replaceFirst("\"model\":\"claude\",\"stream\":true", "\"anthropic_version\":\"x\"");
        return Stream.of(
                        new Language(bedrock, INVOKE, invoked, "anthropic.claude-sonnet-4-6"),
                        new Language(bedrock, INVOKE, NOVA, "amazon.nova-lite-v1:0"),
                        new Language(bedrock, INVOKE, LLAMA, "meta.llama3-3-70b-instruct-v1:0"),
                        new Language(bedrock, INVOKE, OPENAI, "openai.gpt-oss-120b-1:0"),
                        new Language(
                                bedrock, INVOKE, "{\"inputText\":\"canary bird\"}", "amazon.titan-embed-text-v2:0"),
                        new Language(openAi, "/v1/embeddings", EMBEDDINGS, "amazon.titan-embed-text-v2:0"),
                        new Language(
                                openAi,
                                "/v1/completions",
                                "{\"model\":\"claude\",\"prompt\":\"canary bird\",\"echo\":false}",
                                "amazon.nova-lite-v1:0"),
                        new Language(anthropic, "/v1/messages/count_tokens", ANTHROPIC, "anthropic.claude-sonnet-4-6"),
                        new Language(
                                bedrock,
                                "/model/claude/count-tokens",
                                "{\"input\":{\"converse\":" + BEDROCK + "}}",
                                "amazon.nova-lite-v1:0"),
                        new Language(
                                new ResponsesDialect(Samples.GATE),
                                "/v1/plan",
                                "{\"modelId\":\"claude\",\"body\":" + NOVA + "}",
                                "amazon.nova-lite-v1:0"))
                .map(language -> Arguments.of(language.path + " of " + language.model, language));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void every_other_language_is_read_or_refused_without_being_shown(String name, Language language) {
        Random random = new Random(name.length());
        for (int i = 0; i < Depth.of(2_000); i++) {
            byte[] body = HostileBodies.of(language.sample, random);
            switch (language.dialect.decode(Samples.spoken(language.path, body), ANYBODY)) {
                case Decoded.Refused(Refusal refusal) -> assertRefused(language.dialect, refusal);
                case Decoded.Call(ModelCall call, var _) -> {
                    switch (call.bodies().of(Samples.shipped(language.model))) {
                        case BodyChoice.NotSpoken(String why, var _) ->
                            assertThat(why).doesNotContain("canary");
                        case BodyChoice.Spoken(ModelBody asked) ->
                            assertThat(asked.bounded(9, new TenantId("t")).inputTokens())
                                    .isNotNegative();
                    }
                }
            }
        }
    }

    private static void assertRefused(Dialect dialect, Refusal refusal) {
        ApiReply reply = dialect.refuse(refusal, "id");
        assertThat(reply.status()).isBetween(400, 499);
        assertThat(refusal.toString() + new String(reply.body(), StandardCharsets.UTF_8))
                .doesNotContain("canary");
    }

    private static void fuzz(Dialect dialect, String path, String sample, NameResolver names, Random random) {
        int accepted = 0;
        for (int i = 0; i < BODIES_PER_SEED; i++) {
            byte[] body = HostileBodies.of(sample, random);
            if (isFine(dialect, dialect.decode(Samples.spoken(path, body), names))) {
                accepted++;
            }
        }
        assertThat(accepted).isBetween(BODIES_PER_SEED / 50, BODIES_PER_SEED * 9 / 10);
    }

    private static boolean isFine(Dialect dialect, Decoded decoded) {
        return switch (decoded) {
            case Decoded.Call(ModelCall call, var _)
            when call.bodies().of(Samples.ABLE) instanceof BodyChoice.NotSpoken(String why, var _) -> {
                assertThat(why).doesNotContain("canary");
                yield false;
            }
            case Decoded.Call(ModelCall call, var _) -> {
                assertThat(Samples.json(call).path("messages").size()).isPositive();
                assertThat(Samples.json(call).path("inferenceConfig").has("maxTokens"))
                        .isFalse();
                assertThat(Samples.body(call).inputTokens()).isPositive();
                yield true;
            }
            case Decoded.Refused(Refusal refusal) -> {
                assertRefused(dialect, refusal);
                yield false;
            }
        };
    }
}
