package io.breakwater.simulated.bedrock.rules;

import io.breakwater.simulated.bedrock.rules.ClaudeBody.Block;
import io.breakwater.simulated.bedrock.rules.ClaudeBody.Turn;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Uses of tools and their results in a body of Claude's: each use has exactly one result at the
/// beginning of the next turn. Sources: "How to implement tool use", Claude Developer Platform;
/// messages as Claude has answered them.
final class ClaudeBodyToolRounds {

    private static final Pattern ID = Pattern.compile("^[a-zA-Z0-9_-]+$");

    private ClaudeBodyToolRounds() {}

    static Stream<String> problems(ClaudeBody body) {
        List<Turn> turns = body.turns();
        return Stream.of(
                        turns.stream().flatMap(ClaudeBodyToolRounds::sides),
                        IntStream.range(0, turns.size()).boxed().flatMap(i -> round(turns, i)),
                        repeated(body))
                .flatMap(problems -> problems);
    }

    private static Stream<String> sides(Turn turn) {
        String foreign = turn.role().equals("user") ? "tool_use" : "tool_result";
        String own = turn.role().equals("user") ? "assistant" : "user";
        return Stream.concat(
                turn.blocks(foreign).stream()
                        .map(block -> block.at() + ": `" + foreign + "` blocks can only be in `" + own + "` messages"),
                turn.blocks("tool_use").stream()
                        .filter(use -> !ID.matcher(use(use)).matches())
                        .map(use -> use.member("id") + ": String should match pattern '" + ID + "'"));
    }

    private static Stream<String> round(List<Turn> turns, int index) {
        Turn turn = turns.get(index);
        return turn.role().equals("assistant")
                ? unanswered(turn, index + 1 < turns.size() ? leading(turns.get(index + 1)) : List.of())
                : unexpected(turn, index == 0 ? List.of() : turns.get(index - 1).blocks("tool_use"));
    }

    /// The results at the beginning of a turn; later ones are ignored.
    private static List<Block> leading(Turn turn) {
        return turn.blocks().stream()
                .takeWhile(block -> block.is("tool_result"))
                .toList();
    }

    private static Stream<String> unanswered(Turn turn, List<Block> results) {
        Set<String> answered =
                results.stream().map(ClaudeBodyToolRounds::result).collect(Collectors.toSet());
        List<String> missing = turn.blocks("tool_use").stream()
                .map(ClaudeBodyToolRounds::use)
                .filter(id -> !answered.contains(id))
                .toList();
        return missing.isEmpty()
                ? Stream.empty()
                : Stream.of("messages." + turn.message()
                        + ": `tool_use` ids were found without `tool_result` blocks immediately after: "
                        + String.join(", ", missing) + ". Each `tool_use` block must have a corresponding `tool_result`"
                        + " block in the next message.");
    }

    private static Stream<String> unexpected(Turn turn, List<Block> uses) {
        Set<String> asked = uses.stream().map(ClaudeBodyToolRounds::use).collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        return turn.blocks("tool_result").stream().flatMap(result -> {
            String id = result(result);
            if (!asked.contains(id)) {
                return Stream.of(result.at() + ": unexpected `tool_use_id` found in `tool_result` blocks: " + id
                        + ". Each `tool_result` block must have a corresponding `tool_use` block in the previous"
                        + " message.");
            }
            return seen.add(id)
                    ? Stream.empty()
                    : Stream.of(result.at()
                            + ": each tool_use must have a single result. Found multiple `tool_result` blocks with id: "
                            + id);
        });
    }

    private static Stream<String> repeated(ClaudeBody body) {
        Set<String> seen = new HashSet<>();
        return body.blocks()
                .filter(block -> block.is("tool_use") && !seen.add(use(block)))
                .map(use -> use.at() + ": `tool_use` ids must be unique");
    }

    private static String use(Block block) {
        return block.node().path("id").asText();
    }

    private static String result(Block block) {
        return block.node().path("tool_use_id").asText();
    }
}
