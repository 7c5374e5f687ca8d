package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.rules.ModelTraits.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Cache points of a Converse request: their members, their number, and the longer-lived ones before
/// the others. Sources: "CachePointBlock", Amazon Bedrock API Reference; "Prompt caching for faster
/// model inference", Amazon Bedrock User Guide; messages as Claude on Bedrock has answered them.
final class CachePointRules {

    static final int MOST = 4;
    static final String HOUR = "1h";
    private static final Set<String> LIFETIMES = Set.of("5m", HOUR);
    private static final String ERRORS = "The model returned the following errors: ";

    /// A cache point with its place, in the order that models read requests.
    private record Point(JsonNode node, String at) {

        boolean hour() {
            return node.path("ttl").asText().equals(HOUR);
        }
    }

    private CachePointRules() {}

    static Stream<String> problems(CheckedRequest request) {
        List<Point> points = points(request);
        return Stream.of(
                        points.stream().flatMap(CachePointRules::values),
                        tooMany(request, points.size()),
                        order(points))
                .flatMap(problems -> problems);
    }

    private static Stream<String> values(Point point) {
        return Stream.concat(
                Constraints.oneOf(point.node().path("type").asText(), point.at() + ".type", Set.of("default")),
                point.node().has("ttl")
                        ? Constraints.oneOf(point.node().path("ttl").asText(), point.at() + ".ttl", LIFETIMES)
                        : Stream.empty());
    }

    private static Stream<String> tooMany(CheckedRequest request, int points) {
        if (points <= MOST) {
            return Stream.empty();
        }
        return Stream.of(
                request.traits().family() == Family.CLAUDE
                        ? ERRORS + tooManyMarks(points)
                        : "The number of cachePoint blocks in the request is " + points + ", and at most " + MOST
                                + " are allowed. Remove some and try again.");
    }

    static String tooManyMarks(int marks) {
        return "A maximum of " + MOST + " blocks with cache_control may be provided. Found " + marks + ".";
    }

    private static Stream<String> order(List<Point> points) {
        return IntStream.range(1, points.size())
                .filter(i -> points.get(i).hour() && !points.get(i - 1).hour())
                .mapToObj(i -> ERRORS + late(points.get(i).at() + ".ttl"));
    }

    static String late(String at) {
        return at
                + ": a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block. Note that blocks"
                + " are processed in the following order: `tools`, `system`, `messages`.";
    }

    private static List<Point> points(CheckedRequest request) {
        List<Point> points = new ArrayList<>();
        add(points, request.tools(), "toolConfig.tools");
        add(points, request.body().path("system"), "system");
        for (int i = 0; i < request.messages().size(); i++) {
            add(points, request.messages().path(i).path("content"), "messages." + i + ".content");
        }
        return points;
    }

    private static void add(List<Point> points, JsonNode blocks, String at) {
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.path(i).has("cachePoint")) {
                points.add(new Point(blocks.path(i).path("cachePoint"), at + "." + i + ".cachePoint"));
            }
        }
    }
}
