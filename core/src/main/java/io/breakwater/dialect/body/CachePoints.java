package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.SharedMembers;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// Takes cache points out of a Converse body, for models that take none, fewer, or none among tools, or
/// their hour ("Prompt caching for faster model inference", Amazon Bedrock User Guide). The rest is
/// shared with the body of before.
public final class CachePoints {
    public static final String MEMBER = "cachePoint";
    /// How long a point holds, where that is not five minutes.
    public static final String TTL = "ttl";
    public static final String HOUR = "1h";

    /// The most that Bedrock takes in a request (the same page, "Max cache checkpoints per request").
    static final int MOST = 4;

    private static final String TOOL_CONFIG = "toolConfig";
    private static final String TOOLS = "tools";
    private static final String SYSTEM = "system";
    private static final String MESSAGES = "messages";
    private static final String CONTENT = "content";

    private final UnaryOperator<JsonNode> change;

    /// @param change of a point, in the order in which a model reads them; a missing node where it is
    /// taken out
    private CachePoints(UnaryOperator<JsonNode> change) {
        this.change = change;
    }

    public static boolean isPoint(JsonNode block) {
        return block.has(MEMBER);
    }

    /// Whether a block is a point that holds for an hour.
    static boolean holdsAnHour(JsonNode block) {
        return block.path(MEMBER).path(TTL).asText().equals(HOUR);
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
        return surplus <= 0 ? converse : without(converse, surplus);
    }

    static ObjectNode withoutThoseOfTools(ObjectNode converse) {
        int ofTools = countIn(converse.path(TOOL_CONFIG).path(TOOLS));
        return ofTools == 0 ? converse : without(converse, ofTools);
    }

    private static ObjectNode without(ObjectNode converse, int first) {
        AtomicInteger left = new AtomicInteger(first);
        return new CachePoints(point -> left.getAndDecrement() > 0 ? MissingNode.getInstance() : point).in(converse);
    }

    /// The body whose points hold for an hour only as long as no other came before, which Bedrock demands.
    ///
    /// @param hours whether the model takes points that hold for an hour; else none does
    static ObjectNode inOrder(ObjectNode converse, boolean hours) {
        AtomicBoolean longSoFar = new AtomicBoolean(hours);
        return new CachePoints(point -> {
                    boolean stays = longSoFar.get() && holdsAnHour(point);
                    longSoFar.set(stays);
                    return stays || !point.path(MEMBER).has(TTL) ? point : usual(point);
                })
                .in(converse);
    }

    private static JsonNode usual(JsonNode point) {
        if (!(point instanceof ObjectNode block) || !(block.path(MEMBER) instanceof ObjectNode member)) {
            return point;
        }
        ObjectNode usual = SharedMembers.of(member);
        usual.remove(TTL);
        ObjectNode changed = SharedMembers.of(block);
        changed.set(MEMBER, usual);
        return changed;
    }

    static int hours(ObjectNode converse) {
        AtomicInteger hours = new AtomicInteger();
        new CachePoints(point -> {
                    hours.addAndGet(holdsAnHour(point) ? 1 : 0);
                    return point;
                })
                .in(converse);
        return hours.get();
    }

    private static int countIn(JsonNode blocks) {
        int count = 0;
        for (JsonNode block : blocks) {
            count += isPoint(block) ? 1 : 0;
        }
        return count;
    }

    /// In the order in which a model reads them: tools, system, messages.
    private ObjectNode in(ObjectNode converse) {
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
                JsonNode changed = isPoint(block) ? change.apply(block) : block;
                if (!changed.isMissingNode()) {
                    kept.add(changed);
                }
            });
        }
        return rest;
    }
}
