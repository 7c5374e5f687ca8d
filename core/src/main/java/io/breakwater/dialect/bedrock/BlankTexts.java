package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.breakwater.dialect.body.CachePoints;
import io.breakwater.dialect.body.Thoughts;
import java.util.ArrayList;
import java.util.List;

/// Texts of nothing but white space, which Bedrock refuses in any role, in results of tools and in the system prompt.
final class BlankTexts {

    private BlankTexts() {}

    /// Takes them out, and with them cache points that have nothing before them then, or another point.
    static void drop(ArrayNode blocks) {
        if (blocks.valueStream().noneMatch(BlankTexts::isBlank)) {
            return;
        }
        List<JsonNode> kept = new ArrayList<>();
        for (JsonNode block : blocks) {
            boolean marksNothing =
                    CachePoints.isPoint(block) && (kept.isEmpty() || CachePoints.isPoint(kept.getLast()));
            if (!isBlank(block) && !marksNothing) {
                kept.add(block);
            }
        }
        blocks.removeAll().addAll(kept);
    }

    /// Whether nothing else is there but what was thought, and cache points.
    static boolean areAll(ArrayNode blocks) {
        return blocks.valueStream()
                .allMatch(block -> isBlank(block) || CachePoints.isPoint(block) || Thoughts.isOne(block));
    }

    private static boolean isBlank(JsonNode block) {
        String text = block.path("text").textValue();
        return text != null && text.isBlank() && block.valueStream().noneMatch(JsonNode::isContainerNode);
    }
}
