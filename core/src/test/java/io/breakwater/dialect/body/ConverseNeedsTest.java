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
            {"toolConfig":{"tools":[{"cachePoint":{}}]}}                                  | TOOLS CACHING
            {"messages":[{"content":[{"text":"x"}]}]}                                     |
            {"messages":[{"content":[{"image":{}},{"document":{}},{"video":{}}]}]}        | IMAGES DOCUMENTS VIDEO
            {"messages":[{"content":[{"cachePoint":{}}]}]}                                | CACHING
            {"messages":[{"content":[{"toolUse":{}}]}]}                                   | TOOLS
            {"messages":[{"content":[{"toolResult":{"content":[{"image":{}}]}}]}]}        | TOOLS IMAGES
            {"additionalModelRequestFields":{"thinking":{"type":"enabled"}}}              | THINKING
            {"additionalModelRequestFields":{"thinking":{"type":"disabled"}}}             |
            {"additionalModelRequestFields":{"reasoning_config":{"type":"enabled"}}}      | THINKING
            {"additionalModelRequestFields":{"reasoningConfig":{"type":"enabled"}}}       | THINKING
            {"additionalModelRequestFields":{"top_k":1}}                                  |
            {"outputConfig":{"effort":"low"}}                                             | THINKING
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
