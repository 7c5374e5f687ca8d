package io.breakwater.dialect.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.dialect.Samples;
import io.breakwater.model.Feature;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConverseNeedsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"system":[{"text":"x"}]}                                                     | SYSTEM
            {"system":[]}                                                                 |
            {"system":[{"text":"x"},{"cachePoint":{"type":"default"}}]}                   | SYSTEM CACHING
            {"toolConfig":{"tools":[{"toolSpec":{}}]}}                                    | TOOLS
            {"toolConfig":{"tools":[{"cachePoint":{}}]}}                                  | TOOLS CACHING TOOL_CACHING
            {"messages":[{"content":[{"text":"x"}]}]}                                     |
            {"messages":[{"content":[{"image":{}},{"document":{}},{"video":{}}]}]}        | IMAGES DOCUMENTS VIDEO
            {"messages":[{"content":[{"cachePoint":{}}]}]}                                | CACHING
            {"messages":[{"content":[{"toolUse":{}}]}]}                                   | TOOLS
            {"messages":[{"content":[{"toolResult":{"content":[{"image":{}}]}}]}]}        | TOOLS IMAGES TOOL_RESULT_IMAGES
            {"messages":[{"content":[{"toolResult":{"content":[{"document":{}}]}}]}]}     | TOOLS DOCUMENTS TOOL_RESULT_IMAGES
            {"additionalModelRequestFields":{"thinking":{"type":"enabled"}}}              | THINKING
            {"additionalModelRequestFields":{"thinking":{"type":"disabled"}}}             |
            {"additionalModelRequestFields":{"reasoning_config":{"type":"enabled"}}}      | THINKING
            {"additionalModelRequestFields":{"reasoningConfig":{"type":"enabled"}}}       | THINKING
            {"additionalModelRequestFields":{"top_k":1}}                                  |
            {"outputConfig":{"effort":"low"}}                                             | EFFORT
            {"outputConfig":{"textFormat":{"type":"json_schema"}}}                        | STRUCTURED_OUTPUT
            {"toolConfig":{"tools":[{}],"toolChoice":{"auto":{}}}}                        | TOOLS
            {"toolConfig":{"tools":[{}],"toolChoice":{"any":{}}}}                         | TOOLS FORCED_TOOL
            {"toolConfig":{"tools":[{}],"toolChoice":{"tool":{"name":"t"}}}}              | TOOLS FORCED_TOOL
            {"additionalModelRequestFields":{"tool_choice":{"type":"any"}}}               | FORCED_TOOL
            {"additionalModelRequestFields":{"tool_choice":{"type":"auto","disable_parallel_tool_use":true}}} | SINGLE_CALL
            {"inferenceConfig":{"temperature":0.5}}                                       | TEMPERATURE
            {"inferenceConfig":{"topP":0.5}}                                              | TEMPERATURE
            {"inferenceConfig":{"temperature":0.5,"topP":0.5}}                            | TEMPERATURE TEMPERATURE_WITH_TOP_P
            {"inferenceConfig":{"stopSequences":["END"]}}                                 | STOP_SEQUENCES
            {"inferenceConfig":{"stopSequences":[]}}                                      |
            {"messages":[{"role":"user","content":[]},{"role":"assistant","content":[]}]} | PREFILL
            {"messages":[{"role":"assistant","content":[]},{"role":"user","content":[]}]} |
            """)
    void needs_are_read_from_the_body(String converse, String features) {
        var wanted = features == null
                ? Set.<Feature>of()
                : Arrays.stream(features.split(" ")).map(Feature::valueOf).collect(Collectors.toSet());
        assertThat(ConverseNeeds.of(Samples.json(converse))).isEqualTo(wanted);
    }

    @Test
    void a_prompt_that_speaks_of_images_needs_none() {
        assertThat(ConverseNeeds.of(Samples.json("{\"messages\":[{\"content\":[{\"text\":\"image document\"}]}]}")))
                .isEmpty();
    }
}
