package io.breakwater.simulated.bedrock.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.simulated.bedrock.wire.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleJsonTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {}                                                                  | "value"
            {"type":"object"}                                                   | {}
            {"properties":{"name":{"type":"string"}}}                           | {"name":"name"}
            {"required":["a"]}                                                  | {"a":"a"}
            {"type":["null","integer"],"minimum":3}                             | 3
            {"type":"integer","exclusiveMinimum":4,"multipleOf":5}              | 5
            {"type":"number","exclusiveMaximum":1}                              | 0.5
            {"type":"string","format":"date"}                                   | "2026-03-01"
            {"type":"string","minLength":8,"maxLength":8}                       | "value la"
            {"type":"array","items":{"const":7},"minItems":2}                   | [7,7]
            {"type":"array","items":{"const":7},"maxItems":0}                   | []
            {"type":"array","prefixItems":[{"type":"null"}],"minItems":1}       | [null]
            {"anyOf":[{"type":"boolean"},{"type":"null"}]}                      | true
            {"allOf":[{"properties":{"a":{"const":1}}},{"required":["b"]}]}     | {"a":1,"b":"b"}
            {"$ref":"#/$defs/x","$defs":{"x":{"enum":["one","two"]}}}           | "one"
            """)
    void a_value_satisfies_its_schema(String schema, String value) {
        assertThat(SampleJson.of(Json.read(schema).orElseThrow()).toString()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {"type":"object","required":["next"],"properties":{"next":{"anyOf":[{"$ref":"#"},{"type":"null"}]}}}
            {"type":"object","properties":{"children":{"type":"array","items":{"$ref":"#"}}}}
            {"$ref":"#"}
            """)
    void a_schema_that_holds_itself_has_an_end(String schema) {
        assertThat(SampleJson.of(Json.read(schema).orElseThrow()).toString()).hasSizeLessThan(10_000);
    }
}
