package io.breakwater.local.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.dialect.Samples;
import io.breakwater.dialect.responses.ResponsesDialect;
import io.breakwater.model.ModelApi;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every conversation that OpenAI's reference of Responses allows.
final class EveryResponsesConversationTest {
    /// Adaptations of which each must occur; otherwise less is generated than this test needs.
    private static final List<String> ADAPTED =
            List.of("effort", "parallel_tool_calls", "strict", "temperature", "tool_schema", "top_p", "verbosity");

    @Test
    void each_is_refused_by_name_or_taken_by_each_model_that_has_what_it_needs() throws Exception {
        PlayedConversations played = new PlayedConversations(new ResponsesDialect(Samples.GATE))
                .play(seed ->
                        Samples.post("/v1/responses", ResponsesOfChat.of(seed).toString()));

        played.assertRefusedByNameOrTaken("/refused-responses.txt");
        assertThat(played.adapted()).containsAll(ADAPTED);
        assertThat(played.apis()).contains(ModelApi.CONVERSE, ModelApi.OPENAI_RESPONSES);
    }
}
