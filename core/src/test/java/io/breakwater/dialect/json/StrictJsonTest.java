package io.breakwater.dialect.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    private static Parsed parse(String text) {
        return StrictJson.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
    }

    private static Parsed.Problem problem(String text) {
        return (Parsed.Problem) parse(text);
    }

    private static String nested(int depth) {
        return "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":[1,-2,9007199254740993,123456789012345678901234567890,1.00,0.1,1E+5,true,false,null,\"x\"]}",
                "{\"a\":{\"b\":{}},\"c\":[[],[{}]],\"\":\"\"}",
                "{\"emoji\":\"😀\",\"quote\":\"\\\"\\\\\\n\"}"
            })
    void valid_json_is_written_back_as_it_came(String text) {
        assertThat(((Parsed.Json) parse(text)).object()).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                     | the body is empty
            ' '                    | has no JSON value
            []                     | must be a JSON object, got an array
            "x"                    | must be a JSON object, got a string
            1                      | must be a JSON object, got a number
            true                   | must be a JSON object, got a boolean
            null                   | must be a JSON object, got null
            {                      | not valid JSON
            {"a"}                  | not valid JSON
            {"a":1,}               | not valid JSON
            {'a':1}                | not valid JSON
            {a:1}                  | not valid JSON
            {"a":NaN}              | not valid JSON
            {"a":Infinity}         | not valid JSON
            {"a":+1}               | not valid JSON
            {"a":01}               | not valid JSON
            {"a":.5}               | not valid JSON
            {"a":1} x              | not valid JSON
            {"a":1} // note        | not valid JSON
            {"a":1}}               | not valid JSON
            {"a":1}{}              | something after its JSON object
            {"a":1} 2              | something after its JSON object
            {"a":1e999}            | beyond what a double can hold
            {"a":1e99999999999}    | beyond what a double can hold
            {"a":"\\ud800"}        | half of a surrogate pair
            {"a":"\\udc00\\ud800"} | half of a surrogate pair
            {"\\ud800":1}          | not valid JSON
            """)
    void what_is_not_strict_json_is_refused(String text, String message) {
        assertThat(problem(text == null ? "" : text).message()).contains(message);
    }

    @Test
    void escapes_in_names_are_read() {
        assertThat(((Parsed.Json) parse("{\"\\u0041\":1,\"\\ud83d\\ude00\":2}")).object())
                .hasToString("{\"A\":1,\"😀\":2}");
        assertThat(problem("{\"A\":1,\"\\u0041\":2}").field()).contains("A");
    }

    @Test
    void a_duplicate_key_is_named_with_its_place() {
        Parsed.Problem problem = problem("{\"messages\":[{},{\"role\":\"user\",\"role\":\"x\"}]}");
        assertThat(problem.field()).contains("messages[1].role");
        assertThat(problem.message()).contains("'role' twice");
    }

    @Test
    void names_may_be_thousands_and_alike() {
        String members = IntStream.range(0, 10_000)
                .mapToObj("\"column.name.%06d\":1"::formatted)
                .collect(Collectors.joining(","));
        for (int time = 0; time < 10; time++) {
            assertThat(parse("{" + members + "}")).isInstanceOf(Parsed.Json.class);
        }
    }

    @Test
    void a_key_that_could_be_a_prompt_is_not_shown() {
        Parsed.Problem problem = problem("{\"my secret plan\":1,\"my secret plan\":2}");
        assertThat(problem.toString()).doesNotContain("secret").contains("not shown");
    }

    @Test
    void the_text_near_a_syntax_error_is_not_shown() {
        Parsed.Problem problem = problem("{\"a\": secret}");
        assertThat(problem.message()).doesNotContain("secret").contains("line 1");
    }

    @Test
    void bytes_that_are_not_utf8_are_refused() {
        byte[][] bodies = {
            {'{', '"', (byte) 0xff, '"', ':', '1', '}'},
            {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'},
            {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'},
            "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1)
        };
        for (byte[] body : bodies) {
            assertThat(StrictJson.parse(body, JsonLimits.DEFAULT)).asString().contains("not valid UTF-8");
        }
    }

    @Test
    void other_encodings_are_not_guessed() {
        for (var charset : new Charset[] {StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
            assertThat(StrictJson.parse("{\"a\":1}".getBytes(charset), JsonLimits.DEFAULT))
                    .isInstanceOf(Parsed.Problem.class);
        }
    }

    @Test
    void a_byte_order_mark_is_refused_by_name() {
        assertThat(problem("\uFEFF{}").message()).contains("byte order mark");
    }

    @Test
    void depth_is_64_and_no_more() {
        assertThat(parse(nested(64))).isInstanceOf(Parsed.Json.class);
        assertThat(problem(nested(65)).message()).contains("deeper than 64 levels");
        assertThat(problem(nested(100_000)).message()).contains("deeper than 64 levels");
    }

    @Test
    void tokens_are_200_000_and_no_more() {
        int values = 200_000 - 5;
        String most = "{\"a\":[" + "1,".repeat(values - 1) + "1]}";
        assertThat(parse(most)).isInstanceOf(Parsed.Json.class);
        assertThat(problem(most.replace("1]}", "1,1]}")).message()).contains("more than 200000 JSON tokens");
    }

    @Test
    void numbers_have_64_characters_and_no_more() {
        assertThat(parse("{\"a\":" + "9".repeat(64) + "}")).isInstanceOf(Parsed.Json.class);
        assertThat(problem("{\"a\":" + "9".repeat(65) + "}").field()).contains("a");
        assertThat(problem("{\"a\":0." + "9".repeat(63) + "}").message()).contains("more than 64 characters");
        assertThat(problem("{\"a\":" + "9".repeat(5_000) + "}").message()).contains("number that is too long");
    }

    @Test
    void limits_that_would_not_limit_are_rejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonLimits.DEFAULT.withBodyBytes(JsonLimits.HARDEST_BODY_BYTES + 1))
                .withMessageContaining("got 5242881");
        assertThatIllegalArgumentException().isThrownBy(() -> new JsonLimits(1, 0, 1, 1));
    }
}
