package io.breakwater.simulated.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
    void an_embedding_model_does_not_converse() {
        HttpResponse<String> answer = fixture.raw(
                "/model/" + Fixture.TITAN + "/converse",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("does not support Converse");
    }
}
