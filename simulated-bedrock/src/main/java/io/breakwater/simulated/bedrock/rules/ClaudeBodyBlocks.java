package io.breakwater.simulated.bedrock.rules;

import io.breakwater.simulated.bedrock.rules.ClaudeBody.Block;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The blocks of Claude's own API: their types, the members of each, and texts that must not be empty.
/// Sources: "Messages", Claude API Reference; messages as Claude on Bedrock has answered them.
final class ClaudeBodyBlocks {

    /// The required and optional members of a type.
    private record Members(List<String> needed, Set<String> further) {

        static Members of(List<String> needed, String... further) {
            return new Members(needed, Set.of(further));
        }

        boolean knows(String name) {
            return name.equals("type") || needed.contains(name) || further.contains(name);
        }
    }

    private static final Map<String, Members> TYPES = Map.ofEntries(
            Map.entry("text", Members.of(List.of("text"), "cache_control", "citations")),
            Map.entry("image", Members.of(List.of("source"), "cache_control")),
            Map.entry("document", Members.of(List.of("source"), "title", "context", "citations", "cache_control")),
            Map.entry("tool_use", Members.of(List.of("id", "name", "input"), "cache_control", "caller")),
            Map.entry("tool_result", Members.of(List.of("tool_use_id"), "content", "is_error", "cache_control")),
            Map.entry("thinking", Members.of(List.of("thinking", "signature"))),
            Map.entry("redacted_thinking", Members.of(List.of("data"))),
            Map.entry("search_result", Members.of(List.of("source", "title", "content"), "citations", "cache_control")),
            Map.entry("server_tool_use", Members.of(List.of("id", "name", "input"), "cache_control", "caller")),
            Map.entry(
                    "web_search_tool_result",
                    Members.of(List.of("tool_use_id", "content"), "cache_control", "caller")));

    private ClaudeBodyBlocks() {}

    /// @param where the part of the request that a text stands in: `messages` or `system`
    static Stream<String> problems(Block block, String where) {
        Members members = TYPES.get(block.type());
        return members == null
                ? Stream.of(unknown(block.at(), block.type(), TYPES.keySet()))
                : Stream.of(missing(block, members), strangers(block, members), text(block, where), inside(block))
                        .flatMap(problems -> problems);
    }

    static String unknown(String at, String type, Set<String> known) {
        return at + ": Input tag '" + type + "' found using 'type' does not match any of the expected tags: "
                + String.join(
                        ", ",
                        known.stream().sorted().map(tag -> "'" + tag + "'").toList());
    }

    private static Stream<String> missing(Block block, Members members) {
        return members.needed().stream()
                .filter(name -> !block.node().has(name))
                .map(name -> block.member(name) + ": Field required");
    }

    private static Stream<String> strangers(Block block, Members members) {
        return block.node()
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !members.knows(name))
                .map(name -> ClaudeBodyMembers.extra(block.member(name)));
    }

    private static Stream<String> text(Block block, String where) {
        if (!block.is("text") || !block.node().path("text").asText().isBlank()) {
            return Stream.empty();
        }
        if (!block.node().path("text").asText().isEmpty()) {
            return Stream.of(where + ": text content blocks must contain non-whitespace text");
        }
        return block.node().path("cache_control").isObject()
                ? Stream.of(block.at() + ".text: cache_control cannot be set for empty text blocks")
                : Stream.of(where + ": text content blocks must be non-empty");
    }

    /// The result of a tool, if it is more than a text.
    private static Stream<String> inside(Block block) {
        return block.is("tool_result") && block.node().path("content").isArray()
                ? ClaudeBody.blocks(block.node().path("content"), block.member("content")).stream()
                        .flatMap(part -> problems(part, "messages"))
                : Stream.empty();
    }
}
