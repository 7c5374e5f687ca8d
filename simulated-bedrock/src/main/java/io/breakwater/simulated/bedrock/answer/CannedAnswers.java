package io.breakwater.simulated.bedrock.answer;

import io.breakwater.simulated.bedrock.answer.ModelAnswer.Content;
import io.breakwater.simulated.bedrock.rules.Signature;
import io.breakwater.simulated.bedrock.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// Writes the answer to a prompt: always the same one for the same prompt, model and bounds, but for the ids of its
/// uses of tools.
///
/// Without a control phrase it is a sentence that names the model and restates the last user text or
/// the results of tools; if the request has a schema, it is JSON that satisfies the schema.
public final class CannedAnswers {

    /// The answer of a model that only embeds.
    private static final ModelAnswer SILENCE = new ModelAnswer(List.of(), "end_turn", null, 0);

    private final String modelId;
    private final AnswerLimit limit;
    private final IntFunction<String> toolUseIds;

    /// @param toolUseIds the id of an answer's nth use of a tool
    public CannedAnswers(String modelId, AnswerLimit limit, IntFunction<String> toolUseIds) {
        this.modelId = modelId;
        this.limit = limit;
        this.toolUseIds = toolUseIds;
    }

    public ModelAnswer answer(AskedConversation conversation) {
        if (limit.tokens() == 0) {
            return SILENCE;
        }
        String prompt = conversation.lastUserText();
        List<Content> calls = new CalledTools(conversation, toolUseIds).calls();
        List<Content> contents = new ArrayList<>();
        if (!ControlPhrases.empty(prompt)) {
            reasoning(conversation).ifPresent(contents::add);
            spoken(conversation, calls).ifPresent(contents::add);
            contents.addAll(calls);
        }
        ModelAnswer plain = AnswerBounds.of(conversation.shape(), limit).applied(contents);
        return ControlPhrases.stopReason(prompt)
                .map(reason -> new ModelAnswer(plain.contents(), reason, null, plain.outputTokens()))
                .orElse(plain);
    }

    private static Optional<Content> reasoning(AskedConversation conversation) {
        return ControlPhrases.reasoning(conversation.lastUserText())
                .or(() -> conversation.shape().reasons()
                        ? Optional.of("A prompt of " + conversation.promptTokens() + " tokens asks for an answer.")
                        : Optional.empty())
                .map(thoughts -> new Content.Reasoning(thoughts, Signature.of(thoughts)));
    }

    /// The text of the answer; beside uses of tools only if a phrase asks for it.
    private Optional<Content> spoken(AskedConversation conversation, List<Content> calls) {
        Optional<String> words = ControlPhrases.text(conversation.lastUserText());
        return words.or(() -> calls.isEmpty() ? Optional.of(draft(conversation)) : Optional.empty())
                .filter(text -> !text.isEmpty())
                .map(Content.Text::new);
    }

    private String draft(AskedConversation conversation) {
        String prompt = conversation.lastUserText();
        SpokenText spoken = new SpokenText(modelId);
        return ControlPhrases.tokens(prompt).isPresent()
                ? SpokenText.filler(ControlPhrases.tokens(prompt).getAsLong(), limit.tokens())
                : Optional.ofNullable(conversation.shape().schema())
                        .map(schema -> Json.text(SampleJson.of(schema)))
                        .orElseGet(() -> spoken.restated(
                                ControlPhrases.without(prompt),
                                conversation.tools().results()));
    }
}
