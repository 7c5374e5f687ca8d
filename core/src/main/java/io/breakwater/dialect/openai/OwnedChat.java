package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.ChatBody;
import io.breakwater.dialect.json.SharedMembers;
import io.breakwater.model.Feature;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A client's chat completion after the gateway has set its own members: nothing is stored. Marks for
/// Claude from other vendors' clients (cache points, signed thinking) are removed; everything else
/// stays.
///
/// @param json the body; it shares unchanged parts with the client's
/// @param adapted what was removed, by the names in `docs/features.md`
record OwnedChat(ObjectNode json, List<String> adapted) {
    private static final Map<String, String> MARKS =
            Map.of(CacheMarks.CONTROL, "cache_points", ThinkingBlocks.MEMBER, "reasoning");

    /// @param asked not modified
    static OwnedChat of(ObjectNode asked) {
        ObjectNode json = SharedMembers.of(asked);
        Set<String> adapted = new LinkedHashSet<>();
        if (json.path("store").asBoolean()) {
            json.put("store", false);
            adapted.add("store");
        }
        for (String list : List.of("messages", "tools")) {
            if (asked.path(list) instanceof ArrayNode items && isMarked(items)) {
                json.set(list, unmarked(items, adapted));
            }
        }
        return new OwnedChat(json, List.copyOf(adapted));
    }

    private static boolean isMarked(JsonNode node) {
        return MARKS.keySet().stream().anyMatch(mark -> node.findValue(mark) != null);
    }

    private static ArrayNode unmarked(ArrayNode items, Set<String> adapted) {
        ArrayNode unmarked = items.arrayNode();
        items.forEach(item -> unmarked.add(item instanceof ObjectNode members ? unmarked(members, adapted) : item));
        return unmarked;
    }

    /// An item without marks; marks are on messages, their parts, tools and their functions, and
    /// nowhere deeper.
    private static ObjectNode unmarked(ObjectNode item, Set<String> adapted) {
        ObjectNode unmarked = without(item, adapted);
        if (unmarked.path("content") instanceof ArrayNode parts) {
            ArrayNode content = unmarked.arrayNode();
            parts.forEach(part -> content.add(part instanceof ObjectNode members ? without(members, adapted) : part));
            unmarked.set("content", content);
        }
        if (unmarked.path("function") instanceof ObjectNode function) {
            unmarked.set("function", without(function, adapted));
        }
        return unmarked;
    }

    private static ObjectNode without(ObjectNode item, Set<String> adapted) {
        ObjectNode rest = SharedMembers.of(item);
        MARKS.forEach((mark, label) -> Optional.ofNullable(rest.remove(mark)).ifPresent(_ -> adapted.add(label)));
        return rest;
    }

    /// The body for models that refuse some members.
    ChatBody without(RefusedMembers rules) {
        ObjectNode body = SharedMembers.of(json);
        body.remove(rules.without());
        Set<Feature> needs = body.path("tools").isEmpty() ? Set.of() : Set.of(Feature.TOOLS);
        return ChatBody.of(
                body,
                needs,
                Stream.concat(rules.named().stream(), adapted.stream()).toList());
    }
}
