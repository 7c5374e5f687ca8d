package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.rules.ClaudeBody.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// `cache_control` in a body of Claude's, like [CachePointRules] for Converse. Claude 4.5 and later
/// accept an hour. Sources: "Prompt caching", Claude Developer Platform; "Prompt caching for faster
/// model inference", Amazon Bedrock User Guide; messages as Claude on Bedrock has answered them.
final class ClaudeBodyCaching {

    private static final String MEMBER = "cache_control";

    /// A mark with its place.
    private record Mark(JsonNode node, String at) {

        boolean hour() {
            return node.path("ttl").asText().equals(CachePointRules.HOUR);
        }
    }

    private ClaudeBodyCaching() {}

    static Stream<String> problems(ClaudeBody body) {
        List<Mark> marks = marks(body);
        return Stream.of(
                        marks.stream()
                                .flatMap(mark -> values(mark, body.version().takesHourOfCache())),
                        marks.size() > CachePointRules.MOST
                                ? Stream.of(CachePointRules.tooManyMarks(marks.size()))
                                : Stream.<String>empty(),
                        IntStream.range(1, marks.size())
                                .filter(i ->
                                        marks.get(i).hour() && !marks.get(i - 1).hour())
                                .mapToObj(i -> CachePointRules.late(marks.get(i).at() + ".ttl")))
                .flatMap(problems -> problems);
    }

    private static Stream<String> values(Mark mark, boolean takesHour) {
        String at = mark.at() + ".ephemeral.";
        if (!mark.node().path("type").asText().equals("ephemeral")) {
            return Stream.of(mark.at() + ".type: Input should be 'ephemeral'");
        }
        Set<String> known = takesHour ? Set.of("type", "ttl") : Set.of("type");
        Stream<String> strangers = mark.node()
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !known.contains(name))
                .map(name -> ClaudeBodyMembers.extra(at + name));
        boolean lifetime = Set.of("5m", CachePointRules.HOUR)
                .contains(mark.node().path("ttl").asText("5m"));
        return Stream.concat(
                strangers, lifetime ? Stream.empty() : Stream.of(at + "ttl: Input should be '5m' or '1h'"));
    }

    private static List<Mark> marks(ClaudeBody body) {
        List<Mark> marks = new ArrayList<>();
        JsonNode tools = body.json().path("tools");
        IntStream.range(0, tools.size()).forEach(i -> add(marks, tools.path(i), "tools." + i));
        ClaudeBody.blocks(body.json().path("system"), "system").forEach(block -> add(marks, block));
        body.blocks().forEach(block -> add(marks, block));
        return marks;
    }

    private static void add(List<Mark> marks, Block block) {
        add(marks, block.node(), block.at());
    }

    private static void add(List<Mark> marks, JsonNode node, String at) {
        if (node.path(MEMBER).isObject()) {
            marks.add(new Mark(node.path(MEMBER), at + "." + MEMBER));
        }
    }
}
