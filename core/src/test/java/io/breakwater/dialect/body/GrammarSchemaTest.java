package io.breakwater.dialect.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Samples;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients' schemas are changed to fit the grammar of structured output if the answer means the same.
class GrammarSchemaTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"object","properties":{"a":{}}} | {"type":"object","properties":{"a":{}},"additionalProperties":false}
            {"properties":{"a":{}},"additionalProperties":true} | {"properties":{"a":{}},"additionalProperties":false}
            {"type":["object","null"],"properties":{"a":{}}} | {"type":["object","null"],"properties":{"a":{}},"additionalProperties":false}
            {"type":"integer","minimum":1,"maximum":5} | {"type":"integer","description":"(minimum: 1, maximum: 5)"}
            {"type":"string","description":"A code.","pattern":"[a-z]+"} | {"type":"string","description":"A code. (pattern: [a-z]+)"}
            {"type":"array","items":{"type":"string","minLength":1},"minItems":2,"maxItems":3} | {"type":"array","items":{"type":"string","description":"(minLength: 1)"},"description":"(maxItems: 3, minItems: 2)"}
            {"type":"string","format":"uri-template"} | {"type":"string","description":"(format: uri-template)"}
            {"oneOf":[{"type":"string"},{"type":"null"}]} | {"anyOf":[{"type":"string"},{"type":"null"}]}
            {"$defs":{"a":{"properties":{"x":{}}}},"$ref":"#/$defs/a"} | {"$defs":{"a":{"properties":{"x":{}},"additionalProperties":false}},"$ref":"#/$defs/a"}
            """)
    void what_the_grammar_cannot_check_is_told(String asked, String sent) {
        assertThat(GrammarSchema.of(Samples.json(asked))).contains(Samples.json(sent));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"format\":\"date\"}},\"additionalProperties\":false}",
                "{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"minItems\":1}",
                "{\"type\":\"object\",\"properties\":{\"minimum\":{},\"pattern\":{}},\"additionalProperties\":false}",
                "{\"type\":\"object\",\"additionalProperties\":false}",
            })
    void what_is_within_the_grammar_is_not_copied(String asked) {
        ObjectNode schema = Samples.json(asked);
        assertThat(GrammarSchema.of(schema)).containsSame(schema);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$defs\":{\"n\":{\"properties\":{\"next\":{\"$ref\":\"#/$defs/n\"}}}},\"$ref\":\"#/$defs/n\"}",
                "{\"properties\":{\"self\":{\"$ref\":\"#\"}}}",
                "{\"properties\":{\"a\":{\"$ref\":\"https://example.org/a.json\"}}}",
                "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/missing\"}}}",
                "{\"type\":\"object\"}",
                "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}",
                "{\"properties\":{\"any\":{\"type\":\"object\",\"additionalProperties\":true}}}",
            })
    void recursion_and_objects_with_any_names_have_no_words_there(String asked) {
        assertThat(GrammarSchema.of(Samples.json(asked))).isEmpty();
    }

    @Test
    void references_that_branch_are_followed_once_each() {
        assertThat(GrammarSchema.of(Samples.json(branching(100)))).isPresent();
        assertThat(GrammarSchema.of(Samples.json(branching(5_000)))).isEmpty();
    }

    @Test
    void a_schema_that_is_deep_through_its_references_has_no_end() {
        String definitions = IntStream.range(0, 190)
                .mapToObj(i -> "\"d%d\":%s{\"$ref\":\"#/$defs/d%d\"}%s"
                        .formatted(i, "{\"anyOf\":[".repeat(25), i + 1, "]}".repeat(25)))
                .collect(Collectors.joining(","));
        assertThat(GrammarSchema.of(
                        Samples.json("{\"$ref\":\"#/$defs/d0\",\"$defs\":{%s,\"d190\":{\"type\":\"string\"}}}"
                                .formatted(definitions))))
                .isEmpty();
    }

    static String branching(int length) {
        String definitions = IntStream.range(0, length)
                .mapToObj(i -> "\"d%d\":{\"anyOf\":[{\"$ref\":\"#/$defs/d%d\"},{\"$ref\":\"#/$defs/d%d\"}]}"
                        .formatted(i, i + 1, i + 1))
                .collect(Collectors.joining(","));
        return "{\"$ref\":\"#/$defs/d0\",\"$defs\":{%s,\"d%d\":{\"type\":\"string\"}}}".formatted(definitions, length);
    }
}
