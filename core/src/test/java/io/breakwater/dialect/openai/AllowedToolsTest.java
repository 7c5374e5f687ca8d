package io.breakwater.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.dialect.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Of all tools only those are offered that an answer may call.
class AllowedToolsTest {
    private final OpenAiDialect dialect = new OpenAiDialect(Samples.GATE);

    @ParameterizedTest
    @CsvSource({"auto, auto", "required, any"})
    void the_others_are_not_offered(String mode, String choice) {
        JsonNode config = config("""
                {"type":"allowed_tools","allowed_tools":{"mode":"%s","tools":[{"type":"function","function":{"name":"b"}}]}}""".formatted(mode));
        assertThat(config.path("tools").findValuesAsText("name")).containsExactly("b");
        assertThat(config.path("toolChoice").has(choice)).isTrue();
    }

    private JsonNode config(String choice) {
        return Samples.json(Samples.call(dialect.decode(Samples.post("/v1/chat/completions", """
                {"model":"m","messages":[{"role":"user","content":"a"}],"tools":[
                {"type":"function","function":{"name":"a"},"cache_control":{"type":"ephemeral"}},
                {"type":"function","function":{"name":"b"}},{"type":"function","function":{"name":"c"}}],
                "tool_choice":%s}""".formatted(choice)))))
                .path("toolConfig");
    }
}
