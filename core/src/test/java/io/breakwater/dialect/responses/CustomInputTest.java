package io.breakwater.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The input of a custom tool, extracted from the JSON in which a model writes it.
class CustomInputTest {
    private static final List<String> SIGNS =
            List.of("a", "\"", "\\", "\n", "\t", "\u0001", "ü", "😀", "/", "}", "u0041");

    private static String[] pieces(String text, SplittableRandom random) {
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(text.length(), from + 1 + random.nextInt(5));
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces.toArray(String[]::new);
    }

    private static String read(CustomInput input, String... pieces) {
        return List.of(pieces).stream().map(input::next).collect(Collectors.joining());
    }

    @Test
    void whatever_text_in_whatever_pieces_is_passed_on_as_it_was_meant() {
        SplittableRandom random = new SplittableRandom(14);
        for (int round = 0; round < 2_000; round++) {
            String text = random.ints(random.nextInt(20), 0, SIGNS.size())
                    .mapToObj(SIGNS::get)
                    .collect(Collectors.joining());
            String quoted = new TextNode(text).toString().replace("ü", "\\u00FC");
            String json = (random.nextBoolean() ? "{\"input\":" : " {\n \"input\" : ") + quoted + " }";
            CustomInput input = new CustomInput();

            assertThat(read(input, pieces(json, random))).as(json).isEqualTo(text);
            assertThat(input.begun()).isTrue();
            assertThat(input.written()).isEqualTo(json);
        }
    }

    @Test
    void each_piece_is_passed_on_when_it_comes_but_for_half_an_escape() {
        CustomInput input = new CustomInput();
        assertThat(List.of("{\"inp", "ut\":\"a", "b\\", "nc\\u00", "fc", "\",\"input\":\"x\"}").stream()
                        .map(input::next))
                .containsExactly("", "a", "b", "\nc", "ü", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "{\"other\":1,\"input\":\"a\"}", "{\"input\":{\"a\":1}}", "[1]", "text"})
    void of_another_object_nothing_is_passed_on(String json) {
        CustomInput input = new CustomInput();

        assertThat(read(input, json.split("", -1))).isEmpty();
        assertThat(input.begun()).isFalse();
        assertThat(input.written()).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({"a\\qb,aqb", "a\\uZZZZb,a\uFFFDb", "a\\u12,a", "a\\,a"})
    void what_is_no_json_ends_nothing(String written, String text) {
        assertThat(read(new CustomInput(), "{\"input\":\"" + written)).isEqualTo(text);
    }
}
