package io.breakwater.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBodies;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a request for a response becomes, and refusals that name the member as its client wrote it.
class ResponsesRequestTest {
    private final ResponsesDialect dialect = new ResponsesDialect(Samples.GATE);

    private Decoded decode(String members) {
        return dialect.decode(Samples.post("/v1/responses", "{\"model\":\"claude\"," + members + "}"));
    }

    private ObjectNode converse(String members) {
        return Samples.json(Samples.call(decode(members)));
    }

    @Test
    void a_text_is_a_message_of_the_user_below_the_instructions() {
        assertThat(converse("\"instructions\":\"Be brief.\",\"input\":\"Hello\",\"temperature\":0.5"))
                .hasToString("{\"system\":[{\"text\":\"Be brief.\"}],"
                        + "\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]}],"
                        + "\"inferenceConfig\":{\"temperature\":0.5}}");
    }

    @Test
    void what_was_thought_said_and_called_in_a_row_is_one_turn_of_the_assistant() {
        String thought = Thought.sealed("hm", "sig").orElseThrow();
        assertThat(converse("""
            "input":[{"role":"developer","content":"Be brief."},
             {"role":"user","content":[{"type":"input_text","text":"What?"},
              {"type":"input_image","image_url":"data:image/png;base64,AAAA","detail":"auto"}]},
             {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"hm"}],
              "encrypted_content":"%s"},
             {"type":"message","id":"msg_1","status":"completed","role":"assistant",
              "content":[{"type":"output_text","text":"I look.","annotations":[]}]},
             {"type":"function_call","id":"fc_1","call_id":"c1","name":"f","arguments":"{\\"a\\":1}"},
             {"type":"function_call","call_id":"c2","name":"f","arguments":""},
             {"type":"function_call_output","call_id":"c1","output":"one"},
             {"type":"function_call_output","call_id":"c2","output":[{"type":"input_text","text":"two"}]}],
            "tools":[{"type":"function","name":"f","parameters":{"type":"object"},"strict":null}]\
            """.formatted(thought))).isEqualTo(Samples.json("""
                {"system":[{"text":"Be brief."}],"messages":[
                  {"role":"user","content":[{"text":"What?"},{"image":{"format":"png","source":{"bytes":"AAAA"}}}]},
                  {"role":"assistant","content":[
                    {"reasoningContent":{"reasoningText":{"text":"hm","signature":"sig"}}},{"text":"I look."},
                    {"toolUse":{"toolUseId":"c1","name":"f","input":{"a":1}}},
                    {"toolUse":{"toolUseId":"c2","name":"f","input":{}}}]},
                  {"role":"user","content":[{"toolResult":{"toolUseId":"c1","content":[{"text":"one"}]}},
                    {"toolResult":{"toolUseId":"c2","content":[{"text":"two"}]}}]}],
                 "toolConfig":{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object"}}}}],
                  "toolChoice":{"auto":{}}}}\
                """));
    }

    @Test
    void what_others_have_encrypted_is_left_out() {
        assertThat(converse("""
            "input":[{"role":"user","content":"a"},
             {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gAAAAABo"},
             {"type":"reasoning","id":"rs_2","summary":[],"encrypted_content":"bw1.!!"},
             {"type":"function_call","call_id":"c1","name":"f","arguments":"{}"},
             {"type":"function_call_output","call_id":"c1","output":"one"}]\
            """).toString()).doesNotContain("reasoningContent");
    }

    @Test
    void schema_effort_bound_and_choice_have_the_same_meaning_as_in_a_chat_completion() {
        String members = """
            "input":"a","max_output_tokens":99,"reasoning":{"effort":"low","summary":"auto"},
            "text":{"format":{"type":"json_schema","name":"n","strict":true,"schema":{"type":"object"}}},
            "tools":[{"type":"function","name":"f"},{"type":"function","name":"g"}],
            "tool_choice":{"type":"allowed_tools","mode":"required","tools":[{"type":"function","name":"g"}]}\
            """;
        ObjectNode converse = converse(members);
        assertThat(Samples.call(decode(members)).maxTokens()).isEqualTo(OptionalLong.of(99));
        assertThat(converse.at("/outputConfig/effort").asText()).isEqualTo("low");
        assertThat(converse.at("/toolConfig/tools").findValuesAsText("name"))
                .as("a call of the client's is required, so no other is offered")
                .containsExactly("g");
        assertThat(converse.at("/toolConfig/toolChoice").has("any")).isTrue();
        assertThat(converse(members.replace("required", "auto"))
                        .at("/toolConfig/tools/1/toolSpec/name")
                        .asText())
                .isEqualTo("json_answer");
    }

    @Test
    void one_function_can_be_chosen() {
        assertThat(converse("""
            "input":"a","tools":[{"type":"function","name":"f"}],"tool_choice":{"type":"function","name":"f"}\
            """).at("/toolConfig/toolChoice")).hasToString("{\"tool\":{\"name\":\"f\"}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "stream":false                                        | input                     | is missing
        "input":7                                             | input                     | must be a string or an array
        "input":[]                                            | input                     | must not be empty
        "input":"a","previous_response_id":"resp_1"           | previous_response_id      | send the whole conversation
        "input":"a","conversation":"conv_1"                   | conversation              | send the whole conversation
        "input":"a","prompt":{"id":"pmpt_1"}                  | prompt                    | send its text
        "input":"a","background":true                         | background                | stream the answer instead
        "input":"a","max_output_tokens":9                     | max_output_tokens         | from 16
        "input":"a","temperature":1.5                         | temperature               | is above 1
        "input":"a","canary":1                                | canary                    | is not supported
        "input":"a","include":["message.output_text.logprobs"] | include[0]               | cannot be included here
        "input":"a","truncation":"middle"                     | truncation                | must be auto or disabled
        "input":"a","stream_options":{}                       | stream_options            | only allowed when stream
        "input":"a","text":{"verbosity":"chatty"}             | text.verbosity            | must be low, medium or high
        "input":"a","top_logprobs":3                          | top_logprobs              | is not supported
        "input":"a","moderation":{}                           | moderation                | is not supported
        "input":"a","reasoning":{"context":"all"}             | reasoning.context         | is not supported
        "input":"a","reasoning":{"mode":"pro"}                | reasoning.mode            | is not supported
        "input":[{"type":"compaction","encrypted_content":"x"}] | input[0].type           | is a conversation that another model has shortened
        "input":"a","tools":[{"type":"custom","name":"x","format":{"type":"xml"}}] | tools[0].format.type | must be text or grammar
        "input":"a","tools":[{"type":"namespace","name":"x","tools":[{"type":"custom"}]}] | tools[0].tools[0].type | must be function
        "input":"a","tools":[{"type":"tool_search","execution":"client"}] | tools[0].execution | offer the tools themselves
        "input":"a","text":{"format":{"type":"xml"}}          | text.format.type          | must be text, json_object
        "input":"a","text":{"format":{"type":"json_schema","schema":{}}} | text.format.name | is missing
        "input":"a","tools":[{"type":"web_search"}]           | tools[0].type             | the gateway offers none
        "input":"a","service_tier":"priority"                 | service_tier              | prices of their own
        "input":"a","guardrailConfig":{}                      | guardrailConfig           | set by the gateway
        "input":"a","tools":[{"type":"mcp"}]                  | tools[0].type             | run it yourself
        "input":"a","tools":[{"type":"computer"}]             | tools[0].type             | must be function
        "input":"a","tools":[{"type":"function","name":"a b"}] | tools[0].name            | must be 1 to 64
        "input":"a","tool_choice":{"type":"web_search"}       | tool_choice.type          | must be function
        "input":"a","tool_choice":{"type":"function","name":"g"} | tool_choice.name       | one of the tools
        "input":[{"type":"item_reference","id":"x"}]          | input[0].type             | send the item itself
        "input":[{"id":"msg_1"}]                              | input[0].id               | send the item itself
        "input":[{"type":null,"id":"msg_1"}]                  | input[0].id               | send the item itself
        "input":[{"type":"web_search_call"}]                  | input[0].type             | not offered here
        "input":[{"type":"new"}]                              | input[0].type             | must be message
        "input":[{"role":"tool","content":"x"}]               | input[0].role             | must be user, assistant
        "input":[{"role":"user"}]                             | input[0].content          | is missing
        "input":[{"role":"user","content":[{"type":"input_audio"}]}] | input[0].content[0].type | send its content as text
        "input":[{"role":"user","content":[{"type":"input_image","image_url":"https://x/y.png"}]}] | input[0].content[0].image_url | fetches nothing
        "input":[{"role":"user","content":[{"type":"input_image","file_id":"f"}]}] | input[0].content[0].file_id | send image_url
        "input":[{"role":"user","content":[{"type":"input_file","file_id":"f"}]}] | input[0].content[0].file_id | send file_data
        "input":[{"role":"user","content":[{"type":"input_file","file_url":"f"}]}] | input[0].content[0].file_url | send file_data
        "input":[{"role":"user","content":[{"type":"input_file","file_data":"!"}]}] | input[0].content[0].file_data | base64
        "input":[{"role":"user","content":"a"},{"type":"function_call_output","call_id":"c","output":"x"}] | input[1].call_id | call
        "input":[{"role":"user","content":"a"},{"type":"function_call","call_id":"c","name":"f","arguments":"{}"},{"role":"user","content":"b"}] | input[1].call_id | function_call_output
        "input":[{"type":"function_call_output","call_id":"c"}] | input[0].output          | is missing
        """)
    void what_is_refused_is_named_as_its_client_wrote_it(String members, String field, String says) {
        JsonNode error = Samples.json(refused(members)).path("error");
        assertThat(error.path("param").asText()).isEqualTo(field);
        assertThat(error.path("message").asText()).startsWith(field + " ").contains(says);
    }

    /// The refusal, either at once or when no model is left that takes the request.
    private ApiReply refused(String members) {
        return switch (decode(members)) {
            case Decoded.Refused(Refusal refusal) -> dialect.refuse(refusal, "id");
            case Decoded.Call(var call, var responder) ->
                switch (call.bodies().of(Samples.ABLE)) {
                    case BodyChoice.NotSpoken(String why, var _) ->
                        responder.refuse(
                                Refusal.invalidRequest("it cannot be put to the model: " + why, Optional.empty()),
                                "id");
                    case BodyChoice.Spoken _ -> throw new AssertionError("accepted: " + members);
                };
        };
    }

    @Test
    void a_prompt_that_is_too_long_is_the_inputs_fault() {
        assertThat(Samples.json(dialect.refuse(Samples.refusal("ContextTooLong"), "id"))
                        .at("/error/param")
                        .asText())
                .isEqualTo("input");
    }

    @Test
    void that_nothing_is_kept_is_told_to_whoever_asked_for_it() {
        assertThat(Samples.body(Samples.call(decode("\"input\":\"a\",\"store\":true")))
                        .adapted())
                .containsExactly("store");
        assertThat(Samples.body(Samples.call(decode("\"input\":\"a\""))).adapted())
                .isEmpty();
    }

    @Test
    void a_dry_run_of_a_chat_completion_is_one() {
        assertThat(Samples.json(Samples.call(dialect.decode(Samples.post(
                        "/v1/plan", "{\"model\":\"claude\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}")))))
                .hasToString("{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]}]}");
    }

    private Decoded plannedWithFlex(String json) {
        Map<String, String> headers = Map.of("content-type", "application/json", "x-amzn-bedrock-service-tier", "flex");
        return dialect.decode(new ApiRequest("POST", "/v1/plan", headers, json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_dry_run_of_invoke_model_takes_the_cheaper_tier_as_invoke_model_does() {
        String nova = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]}]}";
        ModelBodies bodies = Samples.call(plannedWithFlex("{\"modelId\":\"claude\",\"body\":" + nova + "}"))
                .bodies();

        assertThat(bodies.of(Samples.shipped("amazon.nova-lite-v1:0")))
                .isInstanceOfSatisfying(
                        BodyChoice.Spoken.class,
                        spoken -> assertThat(spoken.body().adapted()).containsExactly("service_tier"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"modelId\":\"claude\",\"body\":{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":9,"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}}",
                "{\"modelId\":\"claude\",\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]}]}",
                "{\"model\":\"claude\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}",
                "{\"model\":\"claude\",\"input\":\"a\"}"
            })
    void a_dry_run_of_what_has_no_cheaper_tier_by_header_is_refused_as_the_call_is(String json) {
        assertThat(Samples.refusal(plannedWithFlex(json)).message()).contains("x-amzn-bedrock-service-tier");
    }
}
