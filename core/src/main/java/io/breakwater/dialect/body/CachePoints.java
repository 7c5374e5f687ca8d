package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.SharedMembers;

/// Takes cache points out of a Converse body, for models that take none, fewer, or none among tools ("Prompt
/// caching for faster model inference", Amazon Bedrock User Guide). The rest is shared with the body of
/// before.
public final class CachePoints {
    public static final String MEMBER = "cachePoint";

    /// The most that Bedrock takes in a request (the same page, "Max cache checkpoints per request").
    static final int MOST = 4;

    private static final String TOOL_CONFIG = "toolConfig";
    private static final String TOOLS = "tools";
    private static final String SYSTEM = "system";
    private static final String MESSAGES = "messages";
    private static final String CONTENT = "content";

    private int surplus;

    private CachePoints(int surplus) {
        this.surplus = surplus;
    }

    public static boolean isPoint(JsonNode block) {
        return block.has(MEMBER);
    }

    static int count(ObjectNode converse) {
        int count = countIn(converse.path(TOOL_CONFIG).path(TOOLS)) + countIn(converse.path(SYSTEM));
        for (JsonNode message : converse.path(MESSAGES)) {
            count += countIn(message.path(CONTENT));
        }
        return count;
    }

    /// The body with the last points only, as they hold the longest prompt.
    static ObjectNode last(ObjectNode converse, int most) {
        int surplus = count(converse) - most;
        return surplus <= 0 ? converse : new CachePoints(surplus).rest(converse);
    }

    static ObjectNode withoutThoseOfTools(ObjectNode converse) {
        int ofTools = countIn(converse.path(TOOL_CONFIG).path(TOOLS));
        return ofTools == 0 ? converse : new CachePoints(ofTools).rest(converse);
    }

    private static int countIn(JsonNode blocks) {
        int count = 0;
        for (JsonNode block : blocks) {
            count += isPoint(block) ? 1 : 0;
        }
        return count;
    }

    /// In the order in which a model reads them: tools, system, messages.
    private ObjectNode rest(ObjectNode converse) {
        ObjectNode rest = SharedMembers.of(converse);
        if (converse.path(TOOL_CONFIG) instanceof ObjectNode config) {
            rest.set(TOOL_CONFIG, restOf(config, TOOLS));
        }
        ObjectNode thinned = restOf(rest, SYSTEM);
        ArrayNode messages = thinned.putArray(MESSAGES);
        for (JsonNode message : converse.path(MESSAGES)) {
            messages.add(message instanceof ObjectNode turn ? restOf(turn, CONTENT) : message);
        }
        return thinned;
    }

    private ObjectNode restOf(ObjectNode owner, String member) {
        ObjectNode rest = SharedMembers.of(owner);
        if (owner.path(member) instanceof ArrayNode blocks) {
            ArrayNode kept = rest.putArray(member);
            blocks.forEach(block -> {
                if (!isPoint(block) || surplus-- <= 0) {
                    kept.add(block);
                }
            });
        }
        return rest;
    }
}
