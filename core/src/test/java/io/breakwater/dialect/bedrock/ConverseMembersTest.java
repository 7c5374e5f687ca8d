package io.breakwater.dialect.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.model.TenantId;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The kinds of members that clients send beside the conversation.
class ConverseMembersTest {
    private static final String HELLO = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hello\"}]}]}";

    private static Decoded decode(String member) {
        String body = HELLO.replace("]}]}", "]}]," + member + "}");
        return new BedrockDialect(Samples.GATE).decode(Samples.post("/model/claude/converse", body));
    }

    private static ObjectNode body(String member) {
        return Samples.json(Samples.call(decode(member)));
    }

    private static ObjectNode sent(String member) {
        return Samples.body(Samples.call(decode(member)))
                .bounded(9, new TenantId("search"))
                .json();
    }

    private static String pairs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"k%d\":\"v\"".formatted(i))
                .collect(Collectors.joining(",", "\"requestMetadata\":{", "}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"performanceConfig\":{\"latency\":\"standard\"}",
                "\"performanceConfig\":{}",
                "\"serviceTier\":{\"type\":\"default\"}",
                "\"promptVariables\":{}",
                "\"projectIdentifier\":\"default\"",
                "\"requestMetadata\":{}",
                "\"requestMetadata\":null"
            })
    void what_changes_nothing_is_taken_and_left_out(String member) {
        assertThat(body(member)).hasToString(HELLO);
    }

    @Test
    void a_tier_that_a_model_lacks_is_named() {
        ModelBody body = Samples.body(Samples.call(decode("\"serviceTier\":{\"type\":\"flex\"}")));
        assertThat(body.json()).hasToString(HELLO);
        assertThat(body.adapted()).containsExactly("service_tier");
    }

    @Test
    void the_callers_metadata_stands_beside_the_gateways_own() {
        assertThat(sent("\"requestMetadata\":{\"team\":\"search 7\",\"empty\":\"\"}")
                        .path("requestMetadata"))
                .hasToString("{\"team\":\"search 7\",\"empty\":\"\",\"tenant\":\"search\"}");
    }

    @Test
    void a_caller_does_not_say_which_tenant_it_is() {
        assertThat(sent("\"requestMetadata\":{\"tenant\":\"somebody-else\"}").path("requestMetadata"))
                .hasToString("{\"tenant\":\"search\"}");
    }

    @Test
    void metadata_has_at_most_as_many_pairs_as_bedrock_takes_with_the_gateways() {
        assertThat(sent(pairs(15)).path("requestMetadata")).hasSize(16);
        assertThat(sent(pairs(15).replace("}", ",\"tenant\":\"x\"}")).path("requestMetadata"))
                .hasSize(16);
        assertThat(Samples.refusal(decode(pairs(16))).message())
                .isEqualTo("requestMetadata must have at most 15 pairs beside the gateway's own 'tenant', got 16");
    }

    @ParameterizedTest
    @CsvSource({"256,true", "257,false"})
    void metadata_has_keys_and_values_of_at_most_256_characters(int length, boolean fits) {
        String text = "x".repeat(length);
        assertThat(decode("\"requestMetadata\":{\"k\":\"" + text + "\"}") instanceof Decoded.Call)
                .isEqualTo(fits);
        assertThat(decode("\"requestMetadata\":{\"" + text + "\":\"v\"}") instanceof Decoded.Call)
                .isEqualTo(fits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"inferenceConfig\":{\"topK\":20}}",
                "{\"top_k\":5,\"tool_choice\":{\"type\":\"auto\",\"disable_parallel_tool_use\":true}}",
                "{\"output_config\":{\"effort\":\"high\"},\"anthropic_beta\":[\"a\",\"b\"]}",
                "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}}",
                "{\"reasoning_config\":{\"type\":\"enabled\",\"budget_tokens\":1024}}",
                "{\"reasoningConfig\":{\"type\":\"enabled\",\"maxReasoningEffort\":\"low\"}}",
                "{\"tools\":[{\"type\":\"computer_20250124\",\"name\":\"computer\"}]}",
                "{\"a_field_of_tomorrow\":{\"x\":[1.10,null]}}"
            })
    void a_models_own_fields_are_passed_as_they_are(String fields) {
        assertThat(body("\"additionalModelRequestFields\":" + fields).path("additionalModelRequestFields"))
                .hasToString(fields);
    }

    @Test
    void the_tools_of_a_vendor_are_counted_as_input() {
        String tools = "\"tools\":[{\"name\":\"" + "x".repeat(700) + "\"}]";
        long with = Samples.body(Samples.call(decode("\"additionalModelRequestFields\":{" + tools + "}")))
                .inputTokens();
        assertThat(with)
                .isGreaterThan(200
                        + Samples.body(Samples.call(decode("\"promptVariables\":{}")))
                                .inputTokens());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "additionalModelRequestFields":{"max_tokens":9} | additionalModelRequestFields.max_tokens sets the bound on the answer, which is reserved: use inferenceConfig.maxTokens
            "additionalModelRequestFields":{"model":"x"}    | additionalModelRequestFields.model is decided by the path; leave it out
            "modelId":"x"                                   | modelId belongs into the path; leave it out
            "toolConfig":{"tools":[{"systemTool":{"name":"nova_grounding"}}]} | toolConfig.tools[0].systemTool is a tool that Bedrock calls on its own, with rights and prices of its own, which the gateway does not have; declare a toolSpec and call it yourself
            "toolConfig":{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"array"}}}}]} | toolConfig.tools[0].toolSpec.inputSchema.json.type must be object, as a tool takes named arguments; put the value into a property
            "tools":[]                                      | tools belongs into toolConfig
            "top_p":1                                       | top_p is topP in inferenceConfig
            "inferenceConfig":{"topK":5}                    | inferenceConfig.topK belongs into additionalModelRequestFields, as top_k for Claude and as inferenceConfig.topK for Nova
            "serviceTier":{"type":"priority"}               | serviceTier must have the type default or flex; others have prices of their own, which the gateway's budgets do not know: leave it out
            "outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"name":"n","schema":"{\\"$ref\\":\\"#/$defs/a\\",\\"$defs\\":{\\"a\\":{\\"type\\":\\"object\\",\\"properties\\":{\\"n\\":{\\"$ref\\":\\"#/$defs/a\\"}}}}}"}}}} | outputConfig.textFormat.structure.jsonSchema.schema has something that structured output cannot express: a recursion, a $ref to another document, or an object with arbitrary names; offer a tool with this schema and force it by toolConfig.toolChoice
            "outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"name":"n","schema":"{\\"type\\":\\"object\\",\\"additionalProperties\\":{\\"type\\":\\"string\\"}}"}}}} | outputConfig.textFormat.structure.jsonSchema.schema has something that structured output cannot express: a recursion, a $ref to another document, or an object with arbitrary names; offer a tool with this schema and force it by toolConfig.toolChoice
            "novelty":1                                     | novelty is not supported; leave it out
            """)
    void what_cannot_pass_is_told_with_what_to_do(String member, String message) {
        Refusal refusal = Samples.refusal(decode(member));
        assertThat(refusal).extracting(Refusal::kind).isEqualTo(Refusal.Kind.INVALID_REQUEST);
        assertThat(refusal.message()).isEqualTo(message);
    }

    @Test
    void blocks_marked_for_a_guardrail_need_one_in_the_request() {
        String marked = "\"system\":[{\"guardContent\":{\"text\":{\"text\":\"a\"}}}]";
        assertThat(Samples.refusal(decode(marked)).message()).startsWith("system[0].guardContent marks what");
        assertThat(Samples.call(decode(marked + ",\"guardrailConfig\":{\"guardrailIdentifier\":\"own\"}"))
                        .guardrail()
                        .orElseThrow()
                        .marked())
                .contains("system[0].guardContent");
    }

    @Test
    void more_stop_sequences_than_bedrock_takes_are_refused_by_name() {
        String stops = IntStream.range(0, 2_501).mapToObj(i -> "\"s\"").collect(Collectors.joining(","));
        assertThat(Samples.refusal(decode("\"inferenceConfig\":{\"stopSequences\":[" + stops + "]}"))
                        .message())
                .isEqualTo("inferenceConfig.stopSequences must have at most 2500 texts, got 2501");
    }
}
