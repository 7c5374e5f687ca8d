package io.breakwater.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A chat completion as it reaches models with fewer features.
class OpenAiFeaturesTest {
    private static final ModelCard NOVA = new ModelCard(
            new ModelId("amazon.nova-lite-v1:0"), "Nova", 100_000, 8_000, 1, Set.of(Feature.SYSTEM, Feature.TOOLS));

    private final OpenAiDialect dialect = new OpenAiDialect(Samples.GATE);

    private ModelBody nova(String members) {
        ModelCall call = Samples.call(dialect.decode(Samples.post(
                "/v1/chat/completions",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]," + members + "}")));
        return switch (call.bodies().of(NOVA)) {
            case BodyChoice.Spoken(ModelBody body) -> body;
            case BodyChoice.NotSpoken(String why, var _) -> throw new AssertionError(why);
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "reasoning_effort":"minimal"                                                          | effort
        "reasoning_effort":"max"                                                              | effort
        "stop":[" ","END"]                                                                    | stop_sequences
        "parallel_tool_calls":false,"tools":[{"type":"function","function":{"name":"now"}}]   | parallel_tool_calls
        "tools":[{"type":"function","function":{"name":"now"},"cache_control":{"type":"ephemeral"}}] | cache_points
        """)
    void what_the_model_lacks_is_taken_out_and_named(String members, String label) {
        ModelBody body = nova(members);
        assertThat(body.adapted()).containsExactly(label);
        assertThat(NOVA.features().containsAll(body.needs())).isTrue();
    }

    @Test
    void a_request_of_what_the_model_has_is_not_adapted() {
        assertThat(nova("\"temperature\":0.5,\"stop\":\"END\"").adapted()).isEmpty();
    }
}
