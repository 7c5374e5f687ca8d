package io.breakwater.dialect.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Samples;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The root of a tool's schema becomes an object, as Bedrock demands, and the arguments keep their
/// form.
class ToolSchemaTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"properties":{"a":{}}} | {"properties":{"a":{}},"type":"object"}
            {"type":["object","null"]} | {"type":"object"}
            {"allOf":[{"properties":{"a":{}},"required":["a"]},{"properties":{"b":{}},"required":["b"]}]} | {"properties":{"a":{},"b":{}},"required":["a","b"],"type":"object"}
            {"$ref":"#/$defs/a","$defs":{"a":{"properties":{"x":{}},"description":"An x."}}} | {"$defs":{"a":{"properties":{"x":{}},"description":"An x."}},"properties":{"x":{}},"description":"An x.","type":"object"}
            """)
    void a_root_gets_its_type_and_what_it_refers_to(String asked, String sent) {
        assertThat(ToolSchema.of(Samples.json(asked))).isEqualTo(Samples.json(sent));
    }

    @Test
    void alternatives_become_one_object_that_requires_what_all_of_them_require() {
        String forms = "[{\"properties\":{\"kind\":{\"const\":\"a\"},\"x\":{}},\"required\":[\"kind\",\"x\"]},"
                + "{\"properties\":{\"kind\":{\"const\":\"b\"}},\"required\":[\"kind\"]},{\"type\":\"null\"}]";
        ObjectNode flat = ToolSchema.of(
                Samples.json("{\"type\":\"object\",\"description\":\"Does it.\",\"oneOf\":%s}".formatted(forms)));
        ObjectNode expected = Samples.json("""
                {"type":"object","properties":{"kind":{"anyOf":[{"const":"a"},{"const":"b"}]},"x":{}},"required":["kind"]}""");
        expected.put("description", "Does it. oneOf: " + forms);
        assertThat(flat).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"object\",\"properties\":{\"a\":{\"anyOf\":[{}]}}}", "{\"type\":\"string\"}"})
    void what_fits_or_never_could_is_left(String asked) {
        ObjectNode schema = Samples.json(asked);
        assertThat(ToolSchema.of(schema)).isSameAs(schema);
    }

    @Test
    void the_original_schema_is_not_modified() {
        String asked = "{\"properties\":{\"a\":{}},\"allOf\":[{\"properties\":{\"b\":{}}}]}";
        ObjectNode schema = Samples.json(asked);
        ToolSchema.of(schema);
        assertThat(schema).isEqualTo(Samples.json(asked));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\":\"#/$defs/n\",\"$defs\":{\"n\":{\"allOf\":[{\"$ref\":\"#/$defs/n\"}]}}}",
                "{\"$ref\":\"#\"}",
            })
    void references_that_lead_back_end(String asked) {
        assertThat(ToolSchema.of(Samples.json(asked)).path("type").asText()).isEqualTo("object");
    }

    @Test
    void references_that_branch_are_not_followed_for_ever() {
        ObjectNode schema = Samples.json(GrammarSchemaTest.branching(2_000));
        assertThat(ToolSchema.of(schema).toString().length())
                .isLessThan(2 * schema.toString().length());
    }

    @Test
    void what_is_referred_to_again_and_again_is_told_and_put_together_within_bounds() {
        String words = "w".repeat(60_000);
        ObjectNode told = ToolSchema.of(again("{\"description\":\"%s\"}".formatted(words)));
        assertThat(told.path("description").asText()).hasSize(60_000);

        String names =
                IntStream.range(0, 60_000).mapToObj(i -> "\"n" + i + "\"").collect(Collectors.joining(","));
        assertThat(ToolSchema.of(again("{\"required\":[%s]}".formatted(names)))
                        .path("required")
                        .size())
                .isEqualTo(60_000);
    }

    private static ObjectNode again(String definition) {
        String references =
                Stream.generate(() -> "{\"$ref\":\"#/$defs/d\"}").limit(200).collect(Collectors.joining(","));
        return Samples.json("{\"allOf\":[%s],\"$defs\":{\"d\":%s}}".formatted(references, definition));
    }
}
