package io.breakwater.local.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.dialect.Samples;
import io.breakwater.dialect.bedrock.BedrockDialect;
import io.breakwater.model.ModelApi;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every conversation that the reference of Converse allows.
final class EveryConverseConversationTest {
    /// Adaptations of which each must occur; otherwise less is generated than this test needs.
    private static final List<String> ADAPTED = List.of(
            "cache_points", "output_schema", "strict", "temperature", "thinking", "tool_schema", "top_k", "top_p");

    @Test
    void each_is_refused_by_name_or_taken_by_each_model_that_has_what_it_needs() throws Exception {
        PlayedConversations played = new PlayedConversations(new BedrockDialect(Samples.GATE))
                .play(seed -> Samples.post(
                        "/model/m/converse", GeneratedConverse.of(seed).toString()));

        played.assertRefusedByNameOrTaken("/refused-converse-conversations.txt");
        assertThat(played.adapted()).containsAll(ADAPTED);
        assertThat(played.apis()).containsExactlyInAnyOrder(ModelApi.CONVERSE, ModelApi.OPENAI_RESPONSES);
    }
}
