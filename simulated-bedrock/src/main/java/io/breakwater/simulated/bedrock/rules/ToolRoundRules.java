package io.breakwater.simulated.bedrock.rules;

import io.breakwater.simulated.bedrock.rules.CheckedRequest.Block;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Uses of tools and their results belong together: each use has exactly one result in the next
/// message, and a unique id. Sources: "ToolUseBlock" and "ToolResultBlock", Amazon Bedrock API
/// Reference; messages as Bedrock has answered them.
final class ToolRoundRules {

    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_.:-]{1,64}");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private ToolRoundRules() {}

    static Stream<String> problems(CheckedRequest request) {
        return Stream.of(
                        request.blocks().flatMap(ToolRoundRules::names),
                        IntStream.range(0, request.messages().size())
                                .boxed()
                                .flatMap(message -> round(request, message)),
                        repeated(request))
                .flatMap(problems -> problems);
    }

    private static Stream<String> names(Block block) {
        return Stream.of("toolUse", "toolResult").filter(block::has).flatMap(kind -> {
            String at = block.member() + "." + kind + ".";
            Stream<String> id = Constraints.pattern(
                    block.node().path(kind).path("toolUseId").asText(), at + "toolUseId", ID);
            return kind.equals("toolUse")
                    ? Stream.concat(
                            id,
                            Constraints.pattern(
                                    block.node().path(kind).path("name").asText(), at + "name", NAME))
                    : Stream.concat(id, content(block, at));
        });
    }

    private static Stream<String> content(Block block, String at) {
        var content = block.node().path("toolResult").path("content");
        if (!content.isArray()) {
            return Stream.of("1 validation error detected: Value null at '" + at
                    + "content' failed to satisfy constraint: Member must not be null");
        }
        return content.valueStream()
                .filter(part -> part.path("text").isTextual()
                        && part.path("text").textValue().isBlank())
                .map(_ -> "The text field in the ToolResultContentBlock object at " + block.at()
                        + ".toolResult.content is blank. Add text to the text field, and try again.");
    }

    /// The results of a message against the uses of the one before it, and the uses of the last.
    private static Stream<String> round(CheckedRequest request, int message) {
        List<String> results = ids(request, message, "toolResult");
        List<String> asked = message == 0 ? List.of() : ids(request, message - 1, "toolUse");
        String at = "messages." + message + ".content";
        if (results.size() > asked.size()) {
            return Stream.of("The number of toolResult blocks at " + at
                    + " exceeds the number of toolUse blocks of previous turn.");
        }
        if (new HashSet<>(results).size() < results.size()) {
            return Stream.of("The toolResult blocks at " + at + " contain duplicate Ids: " + listed(doubled(results)));
        }
        List<String> missing =
                asked.stream().filter(id -> !results.contains(id)).toList();
        return missing.isEmpty()
                ? unanswered(request, message)
                : Stream.of("Expected toolResult blocks at " + at + " for the following Ids: " + listed(missing));
    }

    private static Stream<String> unanswered(CheckedRequest request, int message) {
        boolean last = message == request.messages().size() - 1;
        List<String> uses = last ? ids(request, message, "toolUse") : List.of();
        return uses.isEmpty()
                ? Stream.empty()
                : Stream.of("Expected toolResult blocks at messages." + (message + 1)
                        + ".content for the following Ids: " + listed(uses));
    }

    private static Stream<String> repeated(CheckedRequest request) {
        List<Block> uses =
                request.blocks().filter(block -> isAsked(block, "toolUse")).toList();
        Set<String> seen = new HashSet<>();
        return uses.stream()
                .filter(use ->
                        !seen.add(use.node().path("toolUse").path("toolUseId").asText()))
                .map(use -> "The model returned the following errors: " + use.at() + ": `tool_use` ids must be unique");
    }

    private static List<String> ids(CheckedRequest request, int message, String kind) {
        return request.blocks(message).stream()
                .filter(block -> isAsked(block, kind))
                .map(block -> block.node().path(kind).path("toolUseId").asText())
                .toList();
    }

    /// Uses of Bedrock's own tools have a `type`, and their result is in the same message.
    private static boolean isAsked(Block block, String kind) {
        return block.has(kind) && !block.node().path(kind).path("type").isTextual();
    }

    private static Collection<String> doubled(List<String> ids) {
        Set<String> seen = new HashSet<>();
        return ids.stream().filter(id -> !seen.add(id)).toList();
    }

    private static String listed(Collection<String> ids) {
        return String.join(", ", ids);
    }
}
