package io.breakwater.simulated.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingCallsTest {

    private final Fixture fixture = Fixture.started();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private JsonNode embedded(String modelId, String body) throws Exception {
        return new JsonMapper()
                .readTree(fixture.raw("/model/" + modelId + "/invoke", body).body());
    }

    @Test
    void titan_embeds_one_text_as_a_vector_of_length_1_that_depends_on_it_alone() throws Exception {
        JsonNode first = embedded(Fixture.TITAN, "{\"inputText\":\"hello\",\"dimensions\":256}");
        JsonNode again = embedded(Fixture.TITAN, "{\"inputText\":\"hello\",\"dimensions\":256}");
        JsonNode other = embedded(Fixture.TITAN, "{\"inputText\":\"help\",\"dimensions\":256}");

        assertThat(first.path("embedding")).hasSize(256).isEqualTo(again.path("embedding"));
        assertThat(first.path("embedding")).isNotEqualTo(other.path("embedding"));
        assertThat(first.path("inputTextTokenCount").asInt()).isEqualTo(2);
        double squares = first.path("embedding")
                .valueStream()
                .mapToDouble(value -> value.asDouble() * value.asDouble())
                .sum();
        assertThat(squares).isCloseTo(1, within(1e-4));
    }

    @Test
    void cohere_embeds_several_texts_and_nothing_is_counted_as_output() throws Exception {
        JsonNode answer = embedded(Fixture.COHERE, "{\"texts\":[\"one\",\"two\"],\"input_type\":\"search_query\"}");

        assertThat(answer.path("embeddings")).hasSize(2);
        assertThat(answer.path("embeddings").get(0)).hasSize(1_024);
        assertThat(fixture.simulation.invocations().getFirst().usage().outputTokens())
                .isZero();
    }

    @Test
    void cohere_tells_vectors_by_their_types_where_these_are_asked_for() throws Exception {
        JsonNode answer = embedded(
                Fixture.COHERE,
                "{\"texts\":[\"one\"],\"input_type\":\"search_query\",\"embedding_types\":[\"float\",\"int8\"]}");

        assertThat(answer.path("response_type").asText()).isEqualTo("embeddings_by_type");
        assertThat(answer.at("/embeddings/float/0")).hasSize(1_024);
        assertThat(answer.at("/embeddings/int8/0/0").isIntegralNumber()).isTrue();
    }

    @Test
    void nova_embeds_one_text() throws Exception {
        JsonNode answer = embedded(
                Fixture.NOVA_EMBEDDING,
                "{\"taskType\":\"SINGLE_EMBEDDING\",\"singleEmbeddingParams\":{\"embeddingPurpose\":\"GENERIC_INDEX\","
                        + "\"embeddingDimension\":384,\"text\":{\"truncationMode\":\"END\",\"value\":\"hello\"}}}");

        assertThat(answer.at("/embeddings/0/embeddingType").asText()).isEqualTo("TEXT");
        assertThat(answer.at("/embeddings/0/embedding")).hasSize(384);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            titan  | {"inputText":"a","dimensions":300}                        | #/dimensions: 300 is not a valid enum value
            titan  | {"inputText":"a","texts":["a"]}                           | #: extraneous key [texts] is not permitted
            titan  | {"dimensions":256}                                        | #: required key [inputText] not found
            titan  | {"inputText":""}                                          | expected minLength: 1, actual: 0
            titan  | {"inputText":7}                                           | expected type: String, found: NUMBER
            cohere | {"texts":["a"]}                                           | #: required key [input_type] not found
            cohere | {"texts":[],"input_type":"search_query"}                  | #/texts: expected minimum item count: 1, found: 0
            cohere | {"texts":["a"],"input_type":"x"}                          | #/input_type: x is not a valid enum value
            cohere | {"texts":["a"],"input_type":"search_query","truncate":"MIDDLE"} | #/truncate: MIDDLE is not a valid enum value
            cohere | {"texts":["a"],"input_type":"search_query","embedding_types":["int4"]} | #/embedding_types/0: int4 is not a valid enum value
            cohere | {"texts":["a"],"input_type":"search_query","inputText":"a"} | #: extraneous key [inputText] is not permitted
            nova   | {"taskType":"X","singleEmbeddingParams":{"text":{"value":"a"}}} | #/taskType: X is not a valid enum value
            nova   | {"taskType":"SINGLE_EMBEDDING"}                           | #: required key [singleEmbeddingParams] not found
            nova   | {"taskType":"SINGLE_EMBEDDING","singleEmbeddingParams":{"embeddingDimension":5,"text":{"value":"a"}}} | embeddingDimension: 5 is not a valid enum value
            """)
    void a_wrong_body_is_refused_in_the_words_of_its_schema(String family, String body, String words) {
        String model = Map.of("titan", Fixture.TITAN, "cohere", Fixture.COHERE, "nova", Fixture.NOVA_EMBEDDING)
                .get(family);
        HttpResponse<String> answer = fixture.raw("/model/" + model + "/invoke", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Malformed input request: ").contains(words);
    }

    @ParameterizedTest
    @CsvSource({"96, 200", "97, 400"})
    void cohere_takes_96_texts(int count, int status) {
        String texts = IntStream.range(0, count).mapToObj(i -> "\"t" + i + "\"").collect(Collectors.joining(","));

        assertThat(fixture.raw(
                                "/model/" + Fixture.COHERE + "/invoke",
                                "{\"texts\":[" + texts + "],\"input_type\":\"search_document\"}")
                        .statusCode())
                .isEqualTo(status);
    }

    @Test
    void an_embedding_model_does_not_converse() {
        HttpResponse<String> answer = fixture.raw(
                "/model/" + Fixture.TITAN + "/converse",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("does not support Converse");
    }
}
