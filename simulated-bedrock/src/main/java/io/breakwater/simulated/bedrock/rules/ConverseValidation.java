package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// All that is refused in a Converse request: first what the service model bounds, then what Converse demands of a
/// conversation, then what the model does not have. The first problem found is the one answered.
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
