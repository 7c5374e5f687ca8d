package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.SharedMembers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Moves images and documents out of tool results for a model that takes them only from a user: behind
/// the last result of the same message, each behind a text that names its result.
final class MediaBesideResults {
    static final String ALL_ELSEWHERE = "(see below)";

    private static final String RESULT = "toolResult";
    private static final String CONTENT = "content";
    private static final String DOCUMENT = "document";
    private static final String NAME = "name";
    private static final int LONGEST_NAME = 200;

    static boolean isMedia(JsonNode part) {
        return part.has("image") || part.has(DOCUMENT);
    }

    static BodyChange change() {
        return new BodyChange("media beside results", Optional.of("tool_result_images"), MediaBesideResults::in);
    }

    private static ObjectNode in(ObjectNode converse) {
        Map<String, String> tools = BlockLists.ofMessages(converse)
                .map(block -> block.path("toolUse"))
                .filter(JsonNode::isObject)
                .collect(Collectors.toMap(
                        MediaBesideResults::id, call -> call.path(NAME).asText(), (_, last) -> last));
        DistinctNames names = new DistinctNames();
        BlockLists.ofMessages(converse)
                .filter(block -> block.has(DOCUMENT))
                .forEach(block -> distinct(block.path(DOCUMENT), names));
        return BlockLists.inMessages(converse, blocks -> beside(blocks, tools, names));
    }

    private static String id(JsonNode block) {
        return block.path("toolUseId").asText();
    }

    private static String distinct(JsonNode document, DistinctNames names) {
        String name = document.path(NAME).asText();
        return names.of(name, number -> numbered(name, " " + number));
    }

    private static String numbered(String name, String number) {
        return name.substring(0, Math.min(name.length(), LONGEST_NAME - number.length()))
                        .stripTrailing()
                + number;
    }

    private static ArrayNode beside(ArrayNode blocks, Map<String, String> tools, DistinctNames names) {
        ArrayNode kept = blocks.arrayNode();
        ArrayNode media = blocks.arrayNode();
        int last = lastResult(blocks);
        for (int i = 0; i < blocks.size(); i++) {
            kept.add(withoutMedia(blocks.get(i)));
            addMedia(blocks.get(i).path(RESULT), tools, names, media);
            if (i == last) {
                kept.addAll(media);
            }
        }
        return kept;
    }

    private static int lastResult(ArrayNode blocks) {
        int last = blocks.size() - 1;
        while (last >= 0 && !blocks.get(last).has(RESULT)) {
            last--;
        }
        return last;
    }

    private static JsonNode withoutMedia(JsonNode block) {
        if (mediaOf(block.path(RESULT)).isEmpty() || !(block.path(RESULT) instanceof ObjectNode result)) {
            return block;
        }
        ObjectNode rest = SharedMembers.of(result);
        ArrayNode others = rest.putArray(CONTENT);
        result.path(CONTENT).valueStream().filter(part -> !isMedia(part)).forEach(others::add);
        if (others.isEmpty()) {
            others.addObject().put("text", ALL_ELSEWHERE);
        }
        return block(RESULT, rest);
    }

    private static ObjectNode block(String member, ObjectNode value) {
        ObjectNode block = value.objectNode();
        block.set(member, value);
        return block;
    }

    private static List<JsonNode> mediaOf(JsonNode result) {
        return result.path(CONTENT)
                .valueStream()
                .filter(MediaBesideResults::isMedia)
                .toList();
    }

    private static void addMedia(JsonNode result, Map<String, String> tools, DistinctNames names, ArrayNode media) {
        List<JsonNode> found = mediaOf(result);
        if (!found.isEmpty()) {
            media.addObject()
                    .put(
                            "text",
                            "From the result of %s, call %s:"
                                    .formatted(tools.getOrDefault(id(result), "a tool"), id(result)));
            found.forEach(part -> media.add(named(part, names)));
        }
    }

    /// Gives a document a unique name, as Bedrock requires ("DocumentBlock", Amazon Bedrock API
    /// Reference).
    private static JsonNode named(JsonNode part, DistinctNames names) {
        if (!(part.path(DOCUMENT) instanceof ObjectNode document)) {
            return part;
        }
        return block(DOCUMENT, SharedMembers.of(document).put(NAME, distinct(document, names)));
    }

    private MediaBesideResults() {}
}
