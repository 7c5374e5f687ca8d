package io.breakwater.dialect.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.ExactJson;
import io.breakwater.model.ModelId;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers with embeddings are read without a node for each number.
class VectorReaderTest {
    private static final String NUMBERS = "[0.1,-2,3.5e-8,1E3,0]";

    private static JsonNode read(String answer) throws IOException {
        try (JsonParser json = ExactJson.mapper().createParser(answer)) {
            return VectorReader.read(json);
        }
    }

    private static List<String> vectors(EmbeddingBody body, JsonNode answer) {
        return body.vectors((ObjectNode) answer).stream()
                .map(HexFormat.of()::formatHex)
                .toList();
    }

    private static EmbeddingBody body(String model, int texts) {
        return new EmbeddingBody(
                EmbeddingModel.of(new ModelId(model)).orElseThrow(),
                IntStream.range(0, texts).mapToObj(text -> "text " + text).toList(),
                OptionalInt.empty(),
                EmbeddingModel.Purpose.SEARCH_DOCUMENT,
                Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    cohere.embed-v4:0                            | {"id":"x","embeddings":{"float":[%1$s,%1$s]},"texts":["a","b"]}        | 2
                    cohere.embed-english-v3                      | {"embeddings":[%1$s,%1$s,%1$s],"meta":{"n":1.10,"none":null,"yes":true}} | 3
                    amazon.titan-embed-text-v2:0                 | {"embedding":%1$s,"inputTextTokenCount":7,"embeddingsByType":{"float":%1$s}} | 1
                    amazon.nova-2-multimodal-embeddings-v1:0     | {"embeddings":[{"embeddingType":"TEXT","embedding":%1$s}]}            | 1
                    """)
    void the_vectors_are_those_of_the_tree_to_the_bit(String model, String form, int texts) throws IOException {
        String answer = form.formatted(NUMBERS);
        ObjectNode tree = (ObjectNode) ExactJson.mapper().readTree(answer);
        ObjectNode read = (ObjectNode) read(answer);

        assertThat(vectors(body(model, texts), read))
                .hasSize(texts)
                .isEqualTo(vectors(body(model, texts), tree))
                .allSatisfy(vector -> assertThat(vector).hasSize(2 * 5 * Float.BYTES));
        assertThat(read.path("meta")).isEqualTo(tree.path("meta"));
        assertThat(read.path("inputTextTokenCount")).isEqualTo(tree.path("inputTextTokenCount"));
    }

    @Test
    void a_vector_of_any_length_is_whole() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        for (int length : List.of(1, 1_535, 1_536, 1_537, 4_000)) {
            String numbers =
                    random.doubles(length, -1, 1).mapToObj(Double::toString).collect(Collectors.joining(","));
            String answer = "{\"embedding\":[" + numbers + "]}";
            EmbeddingBody titan = body("amazon.titan-embed-text-v2:0", 1);

            assertThat(vectors(titan, read(answer)))
                    .isEqualTo(vectors(titan, ExactJson.mapper().readTree(answer)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"embedding\":[1,\"2\",3]}",
                "{\"embedding\":[1,[2],{\"a\":3}]}",
                "{\"embedding\":[1,null]}",
                "{\"embedding\":[]}"
            })
    void what_is_no_vector_has_no_bytes(String answer) throws IOException {
        assertThat(body("amazon.titan-embed-text-v2:0", 1).vectors((ObjectNode) read(answer)))
                .singleElement()
                .satisfies(vector -> assertThat(vector).isEmpty());
    }

    @Test
    void what_is_cut_is_none_and_what_is_no_object_stays_what_it_is() throws IOException {
        for (String cut :
                List.of("{", "{\"embedding\":", "{\"embedding\":[", "{\"embedding\":[1,2", "{\"embedding\":[1,]}")) {
            assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
        }
        assertThat(read("").isMissingNode()).isTrue();
        assertThat(read("7").isNumber()).isTrue();
    }
}
