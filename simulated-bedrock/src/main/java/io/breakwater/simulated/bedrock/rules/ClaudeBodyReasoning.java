package io.breakwater.simulated.bedrock.rules;

import io.breakwater.simulated.bedrock.rules.ClaudeBody.Block;
import io.breakwater.simulated.bedrock.rules.ClaudeBody.Turn;
import java.util.List;
import java.util.stream.Stream;

/// Thinking that is sent back in a body of Claude's, like [ReasoningRules] for Converse. Source:
/// "Preserving thinking blocks", in "Extended thinking", Claude Developer Platform.
final class ClaudeBodyReasoning {

    private ClaudeBodyReasoning() {}

    static Stream<String> problems(ClaudeBody body) {
        boolean manual = body.json().path("thinking").path("type").asText().equals("enabled");
        return Stream.concat(
                body.blocks().flatMap(ClaudeBodyReasoning::signature), manual ? led(body.turns()) : Stream.empty());
    }

    private static Stream<String> signature(Block block) {
        return !block.is("thinking")
                        || Signature.of(block.node().path("thinking").asText())
                                .equals(block.node().path("signature").asText())
                ? Stream.empty()
                : Stream.of(block.at() + ": Invalid `signature` in `thinking` block");
    }

    private static Stream<String> led(List<Turn> turns) {
        if (turns.size() < 2 || turns.getLast().blocks("tool_result").isEmpty()) {
            return Stream.empty();
        }
        Block first = turns.get(turns.size() - 2).blocks().getFirst();
        return first.is("thinking") || first.is("redacted_thinking")
                ? Stream.empty()
                : Stream.of(first.at() + ".type: Expected `thinking` or `redacted_thinking`, but found `" + first.type()
                        + "`. When `thinking` is enabled, a final `assistant` message must start with a thinking"
                        + " block.");
    }
}
