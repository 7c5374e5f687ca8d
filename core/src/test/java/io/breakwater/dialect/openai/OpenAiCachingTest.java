package io.breakwater.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Marks for the prompt cache become cache points for the models that take cache points.
class OpenAiCachingTest {
    private static final String MARK = "\"cache_control\":{\"type\":\"ephemeral\"}";
    private static final String POINT = "{\"cachePoint\":{\"type\":\"default\"}}";
    private static final String OPTIONS = "\"prompt_cache_options\":";
    private static final ModelCard CLAUDE = card("anthropic.claude-sonnet-4-6", Feature.CACHING);
    private static final ModelCard NOVA = card("amazon.nova-lite-v1:0", Feature.CACHING);
    private static final ModelCard LLAMA = card("meta.llama3-3-70b-instruct-v1:0");

    private final OpenAiDialect dialect = new OpenAiDialect(Samples.GATE);

    private static ModelCard card(String id, Feature... more) {
        Set<Feature> features = new HashSet<>(Set.of(more));
        features.add(Feature.TOOLS);
        return new ModelCard(new ModelId(id), id, 100_000, 8_000, 1, features);
    }

    private Decoded decode(String members) {
        return dialect.decode(Samples.post("/v1/chat/completions", "{\"model\":\"m\"," + members + "}"));
    }

    private ModelCall call(String members) {
        return Samples.call(decode(members));
    }

    private static ModelBody body(ModelCall call, ModelCard model) {
        return switch (call.bodies().of(model)) {
            case BodyChoice.Spoken(ModelBody body) -> body;
            case BodyChoice.NotSpoken(String why, var _) -> throw new AssertionError(why);
        };
    }

    private static ObjectNode json(ModelCall call, ModelCard model) {
        return body(call, model).json();
    }

    private static final String EVERYWHERE = """
        "messages":[
         {"role":"system","content":"s",%1$s},
         {"role":"user","content":[{"type":"text","text":"a",%1$s},{"type":"text","text":"b"}]},
         {"role":"assistant","content":"c","tool_calls":[{"id":"t","function":{"name":"f","arguments":"{}"}}]},
         {"role":"tool","tool_call_id":"t","content":[{"type":"text","text":"d",%1$s}]}],
        "tools":[{"type":"function","function":{"name":"f"},%1$s}]\
        """.formatted(MARK);

    @Test
    void a_mark_becomes_a_cache_point_behind_what_it_marks() {
        assertThat(json(call(EVERYWHERE), CLAUDE)).hasToString("""
            {"system":[{"text":"s"},%1$s],\
            "messages":[{"role":"user","content":[{"text":"a"},%1$s,{"text":"b"}]},\
            {"role":"assistant","content":[{"text":"c"},{"toolUse":{"toolUseId":"t","name":"f","input":{}}}]},\
            {"role":"user","content":[{"toolResult":{"toolUseId":"t","content":[{"text":"d"}]}},%1$s]}],\
            "toolConfig":{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object","properties":{}}}}},%1$s],\
            "toolChoice":{"auto":{}}}}\
            """.formatted(POINT));
    }

    @Test
    void a_time_that_a_mark_names_holds_whatever_the_options_say() {
        String marked = "\"messages\":[{\"role\":\"system\",\"content\":\"s\"," + MARK
                + "},{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\","
                + "\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"5m\"}}]}]";

        assertThat(json(call(marked + "," + OPTIONS + "{\"mode\":\"explicit\",\"ttl\":\"1h\"}"), CLAUDE))
                .hasToString("""
                    {"system":[{"text":"s"},{"cachePoint":{"type":"default","ttl":"1h"}}],\
                    "messages":[{"role":"user","content":[{"text":"a"},%s]}]}\
                    """.formatted(POINT));
        assertThat(json(call(marked), CLAUDE)).hasToString("""
            {"system":[{"text":"s"},%1$s],"messages":[{"role":"user","content":[{"text":"a"},%1$s]}]}\
            """.formatted(POINT));
    }

    @Test
    void models_of_others_get_none_behind_tools() {
        String json = json(call(EVERYWHERE), NOVA).toString();
        assertThat(json.split("cachePoint", -1)).hasSize(4);
        assertThat(json(call(EVERYWHERE), NOVA).at("/toolConfig/tools")).hasSize(1);
    }

    @Test
    void models_that_do_not_cache_are_asked_as_if_nothing_were_marked() {
        ModelCall marked = call(EVERYWHERE);
        ModelCall unmarked = call(EVERYWHERE.replace("," + MARK, ""));
        assertThat(json(marked, LLAMA)).isEqualTo(json(unmarked, LLAMA));
        assertThat(body(marked, LLAMA).needs()).doesNotContain(Feature.CACHING);
        assertThat(body(marked, CLAUDE).needs()).contains(Feature.CACHING);
    }

    @Test
    void a_model_has_the_same_body_whenever_it_is_asked_for() {
        ModelCall call = call(EVERYWHERE);
        assertThat(body(call, CLAUDE)).isSameAs(body(call, CLAUDE));
        assertThat(body(call, LLAMA)).isSameAs(body(call, LLAMA));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"role":"user","content":"a","cache_control":{"type":"ephemeral"}}                                    | true
        {"role":"user","content":"a","cache_control":{"type":"ephemeral","ttl":"5m"}}                         | true
        {"role":"user","content":[{"type":"text","text":"a","prompt_cache_breakpoint":{"mode":"explicit"}}]}  | true
        {"role":"user","content":[{"type":"text","text":"a","cache_control":{}}],"cache_control":{}}          | true
        {"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":" ","cache_control":{}}]}  | true
        {"role":"user","content":[{"type":"text","text":" ","cache_control":{}},{"type":"text","text":"a"}]}  | false
        {"role":"user","content":"a","cache_control":null}                                                    | false
        {"role":"user","content":[{"type":"text","text":"a","prompt_cache_breakpoint":false}]}                | false
        """)
    void a_mark_is_read_in_each_of_its_forms(String message, boolean point) {
        assertThat(json(call("\"messages\":[" + message + "]"), CLAUDE).at("/messages/0/content"))
                .hasToString("[{\"text\":\"a\"}" + (point ? "," + POINT : "") + "]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"mode":"implicit"}               | true  | ''
        {"mode":"implicit","ttl":"30m"}   | true  | cache_ttl
        {"ttl":"30m"}                     | true  | cache_ttl
        {"mode":"explicit"}               | false | ''
        {"mode":"explicit","ttl":"30m"}   | false | ''
        {}                                | false | ''
        """)
    void options_that_ask_for_it_are_a_point_behind_what_the_user_says_last(
            String options, boolean point, String named) {
        ModelCall call = call(OPTIONS + options + """
            ,"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"}]\
            """);
        assertThat(json(call, CLAUDE).at("/messages/0/content")).hasToString("[{\"text\":\"a\"}]");
        assertThat(json(call, CLAUDE).at("/messages/2/content"))
                .hasToString("[{\"text\":\"c\"}" + (point ? "," + POINT : "") + "]");
        assertThat(String.join(",", body(call, CLAUDE).adapted())).isEqualTo(named);
        assertThat(String.join(",", body(call, LLAMA).adapted())).isEqualTo(point ? "cache_points" : "");
    }

    @Test
    void the_last_three_marks_stay_beside_that_point_and_all_hold_as_long_as_the_options_say() {
        String part = "{\"type\":\"text\",\"text\":\"a\",\"prompt_cache_breakpoint\":{\"mode\":\"explicit\"}}";
        ModelCall call =
                call(OPTIONS + "{\"mode\":\"implicit\",\"ttl\":\"1h\"},\"messages\":[{\"role\":\"user\",\"content\":["
                        + String.join(",", part, part, part, part) + ",{\"type\":\"text\",\"text\":\"b\"}]}]");
        String hour = POINT.replace("\"default\"", "\"default\",\"ttl\":\"1h\"");
        assertThat(json(call, CLAUDE).at("/messages/0/content"))
                .hasToString(
                        "[{\"text\":\"a\"},{\"text\":\"a\"},%1$s,{\"text\":\"a\"},%1$s,{\"text\":\"a\"},%1$s,{\"text\":\"b\"},%1$s]"
                                .formatted(hour));
    }

    @Test
    void an_hour_is_carried_to_models_that_take_it_and_others_hold_five_minutes() {
        ModelCall call = call("""
            "messages":[{"role":"user","content":"a","cache_control":{"type":"ephemeral","ttl":"1h"}}]\
            """);
        assertThat(json(call, CLAUDE).at("/messages/0/content/1"))
                .hasToString("{\"cachePoint\":{\"type\":\"default\",\"ttl\":\"1h\"}}");
        assertThat(body(call, CLAUDE).adapted()).isEmpty();
        assertThat(json(call, NOVA).at("/messages/0/content/1")).hasToString(POINT);
        assertThat(body(call, NOVA).adapted()).containsExactly("cache_ttl");
        assertThat(body(call, LLAMA).adapted()).containsExactly("cache_points");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "cache_control":{"type":"ephemeral","ttl":"2h"}               | cache_ttl
        "prompt_cache_breakpoint":{"mode":"explicit","ttl":"30m"}     | cache_ttl
        "prompt_cache_breakpoint":{"mode":"explicit","ttl":"5m"}      |
        "cache_control":{"type":"ephemeral","ttl":null}               |
        """)
    void another_time_than_bedrock_knows_is_five_minutes_and_named(String mark, String names) {
        ModelCall call = call(
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"," + mark + "}]}]");
        assertThat(json(call, CLAUDE).at("/messages/0/content/1")).hasToString(POINT);
        assertThat(body(call, CLAUDE).adapted()).isEqualTo(names == null ? List.of() : List.of(names));
    }

    @Test
    void an_hour_behind_five_minutes_which_bedrock_refuses_is_five_minutes_too() {
        String hour = "{\"type\":\"text\",\"text\":\"a\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}}";
        String usual = hour.replace(",\"ttl\":\"1h\"", "");
        ModelCall call =
                call("\"messages\":[{\"role\":\"user\",\"content\":[" + String.join(",", hour, usual, hour) + "]}]");
        assertThat(json(call, CLAUDE).at("/messages/0/content").toString().split("1h", -1))
                .hasSize(2);
        assertThat(json(call, CLAUDE).at("/messages/0/content/1/cachePoint/ttl").asText())
                .isEqualTo("1h");
        assertThat(body(call, CLAUDE).adapted()).containsExactly("cache_ttl");
    }

    @Test
    void of_more_points_than_bedrock_takes_the_last_are_kept() {
        String part = "{\"type\":\"text\",\"text\":\"a\"," + MARK + "}";
        ModelCall call = call("\"messages\":[{\"role\":\"user\",\"content\":[%s,%s,%s,%s,%s]}]"
                .formatted(part, part, part, part, part));
        assertThat(json(call, CLAUDE).at("/messages/0/content"))
                .hasToString(
                        "[{\"text\":\"a\"},{\"text\":\"a\"},%1$s,{\"text\":\"a\"},%1$s,{\"text\":\"a\"},%1$s,{\"text\":\"a\"},%1$s]"
                                .formatted(POINT));
    }

    @Test
    void an_invalid_mark_is_named() {
        Refusal refusal =
                Samples.refusal(decode("\"messages\":[{\"role\":\"user\",\"content\":\"a\",\"cache_control\":1}]"));
        assertThat(refusal.message()).startsWith("messages[0].cache_control must be an object");
    }
}
