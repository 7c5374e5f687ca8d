package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.rules.CheckedRequest.Block;
import java.util.List;
import java.util.stream.Stream;

/// Reasoning that is sent back must be the model's own words, and must precede a use of a tool that it
/// led to. Source: "Preserving thinking blocks", in "Extended thinking", Claude Developer Platform.
final class ReasoningRules {

    private static final String ERRORS = "The model returned the following errors: ";

    private ReasoningRules() {}

    static Stream<String> problems(CheckedRequest request, ClaudeParameters parameters) {
        boolean manual = parameters.thinking().path("type").asText().equals("enabled");
        return Stream.concat(
                request.blocks().flatMap(ReasoningRules::signature), manual ? led(request) : Stream.empty());
    }

    private static Stream<String> signature(Block block) {
        JsonNode reasoning = block.node().path("reasoningContent").path("reasoningText");
        return reasoning.isMissingNode()
                        || Signature.of(reasoning.path("text").asText())
                                .equals(reasoning.path("signature").asText())
                ? Stream.empty()
                : Stream.of(ERRORS + block.at() + ": Invalid `signature` in `thinking` block");
    }

    /// If a request brings results to a model with reasoning, the answer before them must begin with
    /// its reasoning.
    private static Stream<String> led(CheckedRequest request) {
        int last = request.messages().size() - 1;
        List<Block> before = request.blocks(last - 1);
        boolean results = request.blocks(last).stream().anyMatch(block -> block.has("toolResult"));
        return results && !before.isEmpty() && !before.getFirst().has("reasoningContent")
                ? Stream.of(ERRORS + before.getFirst().at()
                        + ".type: Expected `thinking` or `redacted_thinking`, but found `tool_use`. When `thinking` is"
                        + " enabled, a final `assistant` message must start with a thinking block.")
                : Stream.empty();
    }
}
