package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.answer.ModelAnswer.Content;
import io.breakwater.simulated.bedrock.wire.Json;
import java.util.Optional;
import java.util.OptionalLong;

/// Writes the answer to a prompt: always the same one for the same prompt, model and bounds.
///
/// Without a control phrase it is a sentence that names the model and restates the last user text.
public final class CannedAnswers {

    private static final int RESTATED_CHARS = 400;
    /// The answer of a model that only embeds.
    private static final ModelAnswer SILENCE = new ModelAnswer(new Content.Text(""), "end_turn", null, 0);

    private static final String ONE_TOKEN_WORD = "lah ";

    private final String modelId;
    private final long maxTokens;

    public CannedAnswers(String modelId, long maxTokens) {
        this.modelId = modelId;
        this.maxTokens = maxTokens;
    }

    public ModelAnswer answer(AskedConversation conversation) {
        ModelAnswer plain = toolCall(conversation).map(this::toolUse).orElseGet(() -> text(conversation));
        return ControlPhrases.stopReason(conversation.lastUserText())
                .map(reason -> new ModelAnswer(plain.content(), reason, null, plain.outputTokens()))
                .orElse(plain);
    }

    private static Optional<ControlPhrases.ToolCall> toolCall(AskedConversation conversation) {
        if (conversation.tools().isEmpty()) {
            return Optional.empty();
        }
        return ControlPhrases.tool(conversation.lastUserText())
                .or(() -> Optional.ofNullable(conversation.forcedTool())
                        .map(name -> new ControlPhrases.ToolCall(name, Json.object())));
    }

    private ModelAnswer toolUse(ControlPhrases.ToolCall call) {
        JsonNode input = call.input();
        String written = call.name() + input;
        long tokens = TokenCount.ofText(written);
        String id = "tooluse_" + Integer.toHexString(written.hashCode());
        return tokens > maxTokens
                ? bounded(written)
                : new ModelAnswer(new Content.ToolUse(id, call.name(), input), "tool_use", null, tokens);
    }

    private ModelAnswer text(AskedConversation conversation) {
        if (maxTokens == 0) {
            return SILENCE;
        }
        String whole = draft(conversation.lastUserText());
        Optional<String> stop = firstStop(whole, conversation);
        String spoken = stop.map(sequence -> whole.substring(0, whole.indexOf(sequence)))
                .orElse(whole);
        if (TokenCount.ofText(spoken) > maxTokens) {
            return bounded(spoken);
        }
        String reason = stop.isPresent() ? "stop_sequence" : "end_turn";
        return new ModelAnswer(new Content.Text(spoken), reason, stop.orElse(null), TokenCount.ofText(spoken));
    }

    private String draft(String prompt) {
        OptionalLong wanted = ControlPhrases.tokens(prompt);
        return wanted.isPresent() ? filler(wanted.getAsLong()) : restated(ControlPhrases.without(prompt));
    }

    /// So many tokens' worth of words; one word more than the bound is as good as all that were asked for.
    private String filler(long tokens) {
        return ONE_TOKEN_WORD.repeat((int) Math.min(tokens, maxTokens + 1));
    }

    private String restated(String prompt) {
        String head = Text.head(prompt, RESTATED_CHARS);
        String heard = head.isEmpty() ? "nothing to restate" : "\"" + head + (head.equals(prompt) ? "\"" : "…\"");
        return modelId + " heard: " + heard + ".";
    }

    private static Optional<String> firstStop(String text, AskedConversation conversation) {
        return conversation.stopSequences().stream()
                .filter(sequence -> !sequence.isEmpty() && text.contains(sequence))
                .min((a, b) -> Integer.compare(text.indexOf(a), text.indexOf(b)));
    }

    private ModelAnswer bounded(String text) {
        String head = Text.head(text, maxTokens * TokenCount.CHARS_PER_TOKEN);
        return new ModelAnswer(new Content.Text(head), "max_tokens", null, maxTokens);
    }
}
