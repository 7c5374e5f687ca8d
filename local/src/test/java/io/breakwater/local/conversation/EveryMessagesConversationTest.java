package io.breakwater.local.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.dialect.Samples;
import io.breakwater.dialect.anthropic.AnthropicDialect;
import io.breakwater.model.ModelApi;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every conversation that the reference of Anthropic's Messages allows, as far as other models than
/// Claude can be sent it.
final class EveryMessagesConversationTest {
    /// Adaptations of which each must occur; otherwise less is generated than this test needs.
    private static final List<String> ADAPTED = List.of(
            "effort", "response_format=tool", "temperature", "thinking", "thinking=medium", "tool_schema", "top_p");

    @Test
    void each_is_refused_by_name_or_taken_by_each_model_that_has_what_it_needs() throws Exception {
        PlayedConversations played = new PlayedConversations(new AnthropicDialect(Samples.GATE))
                .play(seed -> Samples.spoken(
                        "/v1/messages", MessagesOfChat.of(seed).toString().getBytes(StandardCharsets.UTF_8)));

        played.assertRefusedByNameOrTaken("/refused-messages.txt");
        assertThat(played.adapted()).containsAll(ADAPTED);
        assertThat(played.apis()).contains(ModelApi.CONVERSE, ModelApi.OPENAI_RESPONSES, ModelApi.ANTHROPIC_MESSAGES);
    }
}
