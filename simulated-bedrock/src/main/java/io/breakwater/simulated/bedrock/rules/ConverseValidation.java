package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// All checks of a Converse request: first the bounds of the service model, then Converse's
/// requirements on a conversation, then the features that the model lacks. The answer is the first
/// problem found.
public final class ConverseValidation {

    private static final List<Function<CheckedRequest, Stream<String>>> RULES = List.of(
            TurnRules::problems,
            InferenceRules::problems,
            ToolRules::problems,
            ToolRoundRules::problems,
            MediaRules::problems,
            AbilityRules::problems,
            CachePointRules::problems,
            ClaudeRules::ofConverse,
            ModelFieldRules::problems);

    private ConverseValidation() {}

    public static Optional<SentError> check(JsonNode request, String modelId, long maxOutputTokens) {
        CheckedRequest checked = new CheckedRequest(request, ModelTraits.of(modelId), maxOutputTokens);
        return RULES.stream().flatMap(rule -> rule.apply(checked)).findFirst().map(SentError::validation);
    }
}
