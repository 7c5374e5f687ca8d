package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// All checks of a body of Claude's Messages API in InvokeModel. The answer is the first problem found.
/// Sources: "Anthropic Claude Messages API", Amazon Bedrock User Guide; "Messages" and "Errors", Claude
/// API Reference; messages as Claude on Bedrock has answered them.
public final class ClaudeBodyValidation {

    private static final List<Function<ClaudeBody, Stream<String>>> RULES = List.of(
            ClaudeBodyMembers::problems,
            ClaudeBodyTurns::problems,
            ClaudeBodyTools::problems,
            ClaudeBodyToolRounds::problems,
            ClaudeBodyMedia::problems,
            ClaudeBodyCaching::problems,
            ClaudeBodyReasoning::problems,
            ClaudeRules::ofMessages);
    /// An id from before versions had such numbers, for example `anthropic.claude-v2`.
    private static final ClaudeVersion OLDEST = new ClaudeVersion("", 2, 0);

    private ClaudeBodyValidation() {}

    public static Optional<SentError> check(JsonNode request, String modelId, long maxOutputTokens) {
        ClaudeBody body = ClaudeBody.of(request, ClaudeVersion.of(modelId).orElse(OLDEST), maxOutputTokens);
        return RULES.stream().flatMap(rule -> rule.apply(body)).findFirst().map(SentError::validation);
    }
}
