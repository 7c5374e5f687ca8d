package io.breakwater.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.model.Alias;
import java.io.IOException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ModelCallTest {
    private static final ModelCall CALL = new ModelCall(
            new Alias("sonnet"), false, ConverseBody.of(JsonNodeFactory.instance.objectNode()), OptionalLong.empty());

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"user\":\"u\",\"prompt_cache_key\":\"k\"} | k",
                "{\"user\":\"u\",\"metadata\":{\"user_id\":\"m\"}} | u",
                "{\"user\":\"\",\"metadata\":{\"user_id\":\"m\"}} | m",
            })
    void the_clients_request_names_its_session_by_the_narrowest_name(String asked, String session) throws IOException {
        assertThat(CALL.sessionOf(json(asked)).session()).contains(session);
    }

    @Test
    void who_names_none_has_none_and_a_header_says_more_than_a_body() throws IOException {
        assertThat(CALL.sessionOf(json("{\"user\":7,\"metadata\":\"x\"}")).session())
                .isEmpty();
        assertThat(CALL.sessionOf(json("{\"user\":\"u\"}")).inSession("h").session())
                .contains("h");
    }
}
