package io.breakwater.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Samples;
import io.breakwater.model.Feature;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiDecodeTest {
    private final OpenAiDialect dialect = new OpenAiDialect(Samples.GATE);

    private Decoded decode(String body) {
        return dialect.decode(Samples.post("/v1/chat/completions", body));
    }

    private ModelCall hello(String members) {
        return Samples.call(decode("""
                {"model":"claude-sonnet","messages":[{"role":"user","content":"hello"}]%s}""".formatted(members)));
    }

    private ModelCall talk(String messages) {
        return Samples.call(decode("{\"model\":\"claude-sonnet\",\"messages\":[" + messages + "]}"));
    }

    @Test
    void the_smallest_request_becomes_the_smallest_converse_body() {
        ModelCall call = hello("");
        assertThat(call.alias()).hasToString("claude-sonnet");
        assertThat(call.stream()).isFalse();
        assertThat(call.maxTokens()).isEmpty();
        assertThat(Samples.body(call).needs()).isEmpty();
        assertThat(Samples.json(call))
                .hasToString("{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hello\"}]}]}");
    }

    @Test
    void a_conversation_with_tools_becomes_alternating_turns() {
        Decoded decoded = decode("""
                {"model":"claude-sonnet","stream":true,"stream_options":{"include_usage":true},
                 "max_tokens":100,"max_completion_tokens":200,"temperature":0.7,"top_p":0.9,"stop":["END","STOP"],
                 "messages":[
                  {"role":"system","content":"be brief"},
                  {"role":"developer","content":[{"type":"text","text":"speak English"}]},
                  {"role":"user","content":"weather in Paris and Rome?"},
                  {"role":"assistant","content":null,"refusal":null,"audio":null,"function_call":null,"tool_calls":[
                   {"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Paris\\"}"}},
                   {"id":"call_2","type":"function","function":{"name":"weather","arguments":""}}]},
                  {"role":"tool","tool_call_id":"call_1","name":"weather","content":"sunny"},
                  {"role":"tool","tool_call_id":"call_2","content":[{"type":"text","text":"rain"}]},
                  {"role":"user","content":[{"type":"text","text":"so?"},
                   {"type":"image_url","image_url":{"url":"data:image/jpg;base64,AAAA","detail":"high"}}]}],
                 "tools":[{"type":"function","function":{"name":"weather","description":"the weather","strict":true,
                   "parameters":{"type":"object","properties":{"city":{"type":"string"}}}}},
                  {"type":"function","function":{"name":"now"}}],
                 "tool_choice":"required","parallel_tool_calls":true}""");
        ModelCall call = Samples.call(decoded);
        assertThat(Samples.json(Samples.json(call).toString())).isEqualTo(Samples.json("""
                {"system":[{"text":"be brief"},{"text":"speak English"}],
                 "messages":[
                  {"role":"user","content":[{"text":"weather in Paris and Rome?"}]},
                  {"role":"assistant","content":[
                   {"toolUse":{"toolUseId":"call_1","name":"weather","input":{"city":"Paris"}}},
                   {"toolUse":{"toolUseId":"call_2","name":"weather","input":{}}}]},
                  {"role":"user","content":[
                   {"toolResult":{"toolUseId":"call_1","content":[{"text":"sunny"}]}},
                   {"toolResult":{"toolUseId":"call_2","content":[{"text":"rain"}]}},
                   {"text":"so?"},
                   {"image":{"format":"jpeg","source":{"bytes":"AAAA"}}}]}],
                 "inferenceConfig":{"temperature":0.7,"topP":0.9,"stopSequences":["END","STOP"]},
                 "toolConfig":{"tools":[
                  {"toolSpec":{"name":"weather","description":"the weather",
                   "inputSchema":{"json":{"type":"object","properties":{"city":{"type":"string"}}}}}},
                  {"toolSpec":{"name":"now","inputSchema":{"json":{"type":"object","properties":{}}}}}],
                  "toolChoice":{"any":{}}}}"""));
        assertThat(call.maxTokens()).hasValue(200);
        assertThat(call.stream()).isTrue();
        assertThat(Samples.responder(decoded)).isEqualTo(new ChatResponder(true, false, false));
        assertThat(Samples.body(call).needs())
                .containsExactlyInAnyOrder(
                        Feature.SYSTEM,
                        Feature.TOOLS,
                        Feature.FORCED_TOOL,
                        Feature.IMAGES,
                        Feature.TEMPERATURE,
                        Feature.TEMPERATURE_WITH_TOP_P,
                        Feature.STOP_SEQUENCES);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "max_tokens":5                              | 5
            "max_completion_tokens":6                   | 6
            "max_tokens":8,"max_completion_tokens":7    | 8
            "max_tokens":10000000                       | 10000000
            "max_tokens":null,"max_completion_tokens":3 | 3
            """)
    void the_clients_bound_is_the_larger_of_both_names(String members, long bound) {
        assertThat(hello("," + members).maxTokens()).hasValue(bound);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "auto"                                            | {"auto":{}}
            "required"                                        | {"any":{}}
            {"type":"function","function":{"name":"now"}}     | {"tool":{"name":"now"}}
            null                                              | {"auto":{}}
            """)
    void a_tool_choice_has_its_counterpart(String choice, String wanted) {
        ModelCall call =
                hello(",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"now\"}}],\"tool_choice\":" + choice);
        assertThat(Samples.json(call).path("toolConfig").path("toolChoice")).hasToString(wanted);
    }

    @Test
    void tool_choice_none_offers_no_tool() {
        ModelCall call =
                hello(",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"now\"}}],\"tool_choice\":\"none\"");
        assertThat(Samples.json(call).has("toolConfig")).isFalse();
        assertThat(Samples.body(call).needs()).isEmpty();
    }

    @Test
    void a_tool_history_without_an_offer_gets_a_placeholder_that_bedrock_wants() {
        ModelCall call = talk("""
                {"role":"user","content":"time?"},
                {"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"now","arguments":"{}"}}]},
                {"role":"tool","tool_call_id":"c","content":""}""");
        assertThat(Samples.json(call).at("/toolConfig/tools/0/toolSpec/name").asText())
                .isEqualTo("no_tool_available");
        assertThat(Samples.json(call).path("toolConfig").has("toolChoice")).isFalse();
        assertThat(Samples.json(call).at("/messages/2/content/0/toolResult/content"))
                .hasToString("[{\"text\":\"(no output)\"}]");
    }

    @Test
    void neighbours_with_one_role_become_one_message() {
        ModelCall call = talk("""
                {"role":"user","content":"a"},{"role":"user","content":"b"},
                {"role":"assistant","content":"c"},{"role":"system","content":"s"},
                {"role":"assistant","content":[{"type":"text","text":"d"},{"type":"refusal","refusal":"e"}]},
                {"role":"user","content":"f"}""");
        assertThat(Samples.json(call).path("messages")).hasToString("""
                [{"role":"user","content":[{"text":"a"},{"text":"b"}]},\
                {"role":"assistant","content":[{"text":"c"},{"text":"d"},{"text":"e"}]},\
                {"role":"user","content":[{"text":"f"}]}]""");
    }

    @Test
    void an_answer_can_be_sent_back_whole() {
        ModelCall call = talk("""
                {"role":"user","content":"a"},
                {"role":"assistant","content":"b","refusal":null,"annotations":[],"reasoning_content":"hm"},
                {"role":"user","content":"c"}""");
        assertThat(Samples.json(call).at("/messages/1/content")).hasToString("[{\"text\":\"b\"}]");
    }

    @Test
    void a_json_schema_becomes_the_output_config() {
        ModelCall call = hello("""
                ,"response_format":{"type":"json_schema","json_schema":{"name":"city","description":"a city",\
                "strict":true,"schema":{"type":"object","properties":{"n":{"type":"string"}}}}}""");
        assertThat(Samples.json(call).path("outputConfig")).isEqualTo(Samples.json("""
                {"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"name":"city","description":"a city",
                "schema":"{\\"type\\":\\"object\\",\\"properties\\":{\\"n\\":{\\"type\\":\\"string\\"}},\\"additionalProperties\\":false}"}}}}"""));
    }

    @Test
    void reasoning_effort_becomes_the_models_effort() {
        ModelCall call = hello(",\"reasoning_effort\":\"low\"");
        assertThat(Samples.json(call).path("outputConfig")).hasToString("{\"effort\":\"low\"}");
        assertThat(Samples.body(call).needs()).containsExactly(Feature.EFFORT);
        assertThat(Samples.json(hello(",\"reasoning_effort\":\"none\"")).has("outputConfig"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"user\":\"u\"",
                "\"metadata\":{\"a\":\"b\"}",
                "\"store\":false",
                "\"store\":true",
                "\"safety_identifier\":\"s\"",
                "\"prompt_cache_key\":\"k\"",
                "\"seed\":42",
                "\"n\":1",
                "\"logprobs\":false",
                "\"top_logprobs\":0",
                "\"frequency_penalty\":0",
                "\"presence_penalty\":0.0",
                "\"logit_bias\":{}",
                "\"modalities\":[\"text\"]",
                "\"prompt_cache_options\":{\"mode\":\"explicit\"}",
                "\"prompt_cache_retention\":\"24h\"",
                "\"service_tier\":\"auto\"",
                "\"service_tier\":\"default\"",
                "\"reasoning\":{\"effort\":\"none\"}",
                "\"reasoning\":{\"enabled\":false}",
                "\"reasoning\":{\"exclude\":true}",
                "\"verbosity\":\"medium\"",
                "\"response_format\":{\"type\":\"text\"}",
                "\"parallel_tool_calls\":false",
                "\"tools\":[]",
                "\"stop\":null",
                "\"novelty\":null",
                "\"stream\":true,\"stream_options\":{\"include_obfuscation\":false}"
            })
    void what_changes_nothing_is_dropped(String member) {
        assertThat(Samples.json(hello("," + member))).isEqualTo(Samples.json(hello("")));
    }

    private static List<String> named(ModelCall call) {
        return Samples.body(call).adapted();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "store":true                                              | store
            "metadata":{"a":"b"}                                      | metadata
            "prediction":{"type":"content","content":"p"}             | prediction
            "seed":42                                                 | seed
            "prompt_cache_key":"k"                                    | prompt_cache_key
            "prompt_cache_retention":"24h"                            | prompt_cache_retention
            "reasoning":{"exclude":true}                              | reasoning.exclude
            "service_tier":"flex"                                     | service_tier
            "store":true,"seed":1                                     | seed, store
            """)
    void what_a_caller_may_think_took_effect_is_named_where_it_did_not(String member, String names) {
        assertThat(named(hello("," + member))).containsExactly(names.split(", "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"store\":false",
                "\"metadata\":{}",
                "\"user\":\"u\"",
                "\"safety_identifier\":\"s\"",
                "\"prompt_cache_options\":{\"mode\":\"explicit\"}",
                "\"prompt_cache_retention\":\"in_memory\"",
                "\"service_tier\":\"auto\"",
                "\"verbosity\":\"medium\"",
                "\"n\":1",
                "\"seed\":null"
            })
    void what_is_done_anyway_or_only_says_who_calls_is_not(String member) {
        assertThat(named(hello("," + member))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"low, image_detail", "high, ''", "auto, ''", "original, ''"})
    void an_image_is_looked_at_as_closely_as_models_do(String detail, String names) {
        String image = "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,iVBORw0KGgo=\","
                + "\"detail\":\"" + detail + "\"}}";
        assertThat(String.join(", ", named(talk("{\"role\":\"user\",\"content\":[" + image + "]}"))))
                .isEqualTo(names);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "temperature":0                      | {"temperature":0}
            "temperature":1.0                    | {"temperature":1.0}
            "stop":"END"                         | {"stopSequences":["END"]}
            "stop":["a","b","c","d"]             | {"stopSequences":["a","b","c","d"]}
            "top_p":1                            | {"topP":1}
            """)
    void inference_options_have_their_counterparts(String member, String wanted) {
        assertThat(Samples.json(hello("," + member)).path("inferenceConfig")).hasToString(wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GPT-4", "anthropic.claude-v2:1", "arn:aws:bedrock:x", "", "a b"})
    void a_name_that_is_no_alias_is_no_model(String model) {
        Refusal refusal = Samples.refusal(
                decode("{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"));
        assertThat(refusal).extracting(Refusal::kind).isEqualTo(Refusal.Kind.MODEL_NOT_FOUND);
    }
}
