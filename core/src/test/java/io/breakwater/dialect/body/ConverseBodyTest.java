package io.breakwater.dialect.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.Sample;
import io.breakwater.dialect.Samples;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.Streaming;
import io.breakwater.model.TenantId;
import io.breakwater.model.TokenUsage;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConverseBodyTest {
    private static final TenantId SEARCH = new TenantId("search");

    private static ConverseBody body(String json) {
        return ConverseBody.of(Samples.json(json));
    }

    private static ModelCard model(Streaming streaming, Set<ModelOperation> operations) {
        ModelCard card = Sample.SONNET_CARD;
        return new ModelCard(
                card.id(),
                card.name(),
                200_000,
                64_000,
                5,
                card.features(),
                operations,
                streaming,
                card.times(),
                card.listing());
    }

    @Test
    void a_bounded_body_has_the_bound_and_the_tenant_beside_what_was_asked() {
        ModelBody bounded = body("{\"inferenceConfig\":{\"topP\":0.5},\"messages\":[{\"role\":\"user\"}]}")
                .bounded(300, SEARCH);
        assertThat(bounded.json()).hasToString("""
                {"inferenceConfig":{"topP":0.5,"maxTokens":300},"messages":[{"role":"user"}],\
                "requestMetadata":{"tenant":"search"}}""");
    }

    @Test
    void bounding_copies_no_content_and_changes_nothing_for_the_next_attempt() {
        ConverseBody body = body("{\"messages\":[{\"role\":\"user\"}],\"inferenceConfig\":{\"topP\":0.5}}");
        String before = body.json().toString();
        ObjectNode first = body.bounded(1, SEARCH).json();
        assertThat(first.get("messages")).isSameAs(body.json().get("messages"));
        assertThat(body.json()).hasToString(before);
        assertThat(body.bounded(2, SEARCH)
                        .json()
                        .at("/inferenceConfig/maxTokens")
                        .asLong())
                .isEqualTo(2);
    }

    @Test
    void it_is_the_body_for_each_model_that_has_the_operation() {
        ConverseBody body = body("{}");
        assertThat(body.of(Sample.SONNET_CARD)).isEqualTo(new BodyChoice.Spoken(body));
        assertThat(body.of(model(Streaming.ALL, Set.of(ModelOperation.CONVERSE_STREAM))))
                .isEqualTo(new BodyChoice.NotSpoken("the model has no operation converse"));
    }

    @Test
    void a_model_streams_it_that_has_the_operation_and_streams_what_it_needs() {
        ConverseBody tools = body("{\"toolConfig\":{\"tools\":[]}}");
        assertThat(tools.needs()).containsExactly(Feature.TOOLS);
        assertThat(tools.streamedBy(model(Streaming.ALL, ModelOperation.USUAL))).isTrue();
        assertThat(tools.streamedBy(model(Streaming.TEXT, ModelOperation.USUAL)))
                .isFalse();
        assertThat(body("{}").streamedBy(model(Streaming.TEXT, ModelOperation.USUAL)))
                .isTrue();
        assertThat(tools.streamedBy(model(Streaming.ALL, Set.of(ModelOperation.CONVERSE))))
                .isFalse();
    }

    @Test
    void a_stream_is_whole_when_both_closing_events_were_there_in_any_order() {
        StreamEnd end = body("{}").streamEnd();
        end.see(Samples.event("messageStart", "{}"));
        end.see(Samples.event("metadata", "{}"));
        assertThat(end.whole()).isFalse();
        assertThat(end.broken()).isEqualTo("the stream ended without messageStop and metadata");
        end.see(Samples.event("messageStop", "{}"));
        assertThat(end.whole()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "messageStart, false",
        "contentBlockStart, false",
        "contentBlockDelta, true",
        "contentBlockStop, true",
        "somethingNew, true"
    })
    void all_events_are_content_but_those_that_open_an_answer(String type, boolean content) {
        assertThat(body("{}").isContent(Samples.event(type, "{}"))).isEqualTo(content);
    }

    @Test
    void only_the_closing_event_with_counts_reports_usage() {
        String usage = "{\"usage\":{\"inputTokens\":7,\"outputTokens\":3}}";
        assertThat(body("{}").streamUsage().apply(Samples.event("metadata", usage)))
                .contains(TokenUsage.of(7, 3));
        assertThat(body("{}").streamUsage().apply(Samples.event("messageStop", usage)))
                .isEmpty();
        assertThat(body("{}").usage(Samples.json(usage))).isEqualTo(TokenUsage.of(7, 3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            contentBlockDelta | {"delta":{"text":"grüße"}}                        | 7
            contentBlockDelta | {"delta":{"toolUse":{"input":"{}"}}}              | 2
            contentBlockDelta | {"delta":{"reasoningContent":{"text":"hm"}}}      | 2
            contentBlockDelta | {"delta":{"new":"abc"}}                           | 0
            messageStop       | {"delta":{"text":"abc"}}                          | 0
            """)
    void text_is_counted_wherever_a_model_writes_it(String type, String payload, long bytes) {
        assertThat(body("{}").textBytes(Samples.event(type, payload))).isEqualTo(bytes);
    }

    @Test
    void what_bedrock_compiles_is_the_schema_of_the_answer_and_those_of_strict_tools() {
        String output = "\"outputConfig\":{\"textFormat\":{\"structure\":{\"jsonSchema\":{\"schema\":\"{}\"}}}}";
        String strict = "\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":\"f\",\"strict\":true}}]}";
        assertThat(grammar("{" + output + "}")).isPresent().isEqualTo(grammar("{\"system\":[]," + output + "}"));
        assertThat(grammar("{" + strict + "}")).isPresent().isNotEqualTo(grammar("{" + output + "}"));
        assertThat(grammar("{" + strict.replace("true", "false") + "}")).isEmpty();
        assertThat(MessagesBody.of(Samples.json("{\"output_config\":{\"format\":{\"schema\":{}}}}"))
                        .grammar())
                .isPresent();
        assertThat(MessagesBody.of(Samples.json("{\"tools\":[{\"name\":\"f\"}]}"))
                        .grammar())
                .isEmpty();
    }

    @Test
    void what_a_strict_tool_is_told_to_be_changes_no_grammar() {
        String tool = "{\"tools\":[{\"name\":\"f\",\"strict\":true,\"input_schema\":{\"type\":\"object\"}%s}]}";
        OptionalInt plain = MessagesBody.of(Samples.json(tool.formatted(""))).grammar();

        assertThat(MessagesBody.of(Samples.json(tool.formatted(",\"description\":\"now\",\"cache_control\":{}")))
                        .grammar())
                .isPresent()
                .isEqualTo(plain);
        assertThat(MessagesBody.of(Samples.json(tool.formatted("").replace("object", "array")))
                        .grammar())
                .isNotEqualTo(plain);
    }

    private static OptionalInt grammar(String json) {
        return ConverseBody.of(Samples.json(json)).grammar();
    }
}
