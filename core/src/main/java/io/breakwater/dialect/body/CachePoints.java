package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.SharedMembers;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Cache points of a Converse body, and how to remove them, or their hour, for models that take none,
/// fewer, or none among tools ("Prompt caching for faster model inference", Amazon Bedrock User Guide).
/// Changed bodies share the rest with the original.
public final class CachePoints {
    public static final String MEMBER = "cachePoint";
    /// The member for how long a cache point holds, if not five minutes.
    public static final String TTL = "ttl";
    public static final String HOUR = "1h";

    private static final String USUAL = "5m";

    /// The most that Bedrock takes in a request (the same page, "Max cache checkpoints per request").
    static final int MOST = 4;

    private CachePoints() {}

    public static boolean isPoint(JsonNode block) {
        return block.has(MEMBER);
    }

    private static boolean holdsAnHour(JsonNode block) {
        return block.path(MEMBER).path(TTL).asText().equals(HOUR);
    }

    /// Whether a block is a cache point with a time other than the usual five minutes.
    static boolean isTimed(JsonNode block) {
        JsonNode point = block.path(MEMBER);
        return point.hasNonNull(TTL) && !point.path(TTL).asText().equals(USUAL);
    }

    /// Adds a cache point behind the user's last content, unless one is there.
    ///
    /// @param converse is modified
    public static void addLast(ObjectNode converse) {
        JsonNode last = MissingNode.getInstance();
        for (JsonNode message : converse.path("messages")) {
            last = message.path("role").asText().equals("user") ? message.path("content") : last;
        }
        if (last instanceof ArrayNode blocks && !isPoint(blocks.path(blocks.size() - 1))) {
            blocks.addObject().putObject(MEMBER).put("type", "default");
        }
    }

    /// Sets the time of cache points without one. The usual time is removed instead, as not every model
    /// knows the member.
    ///
    /// @param converse is modified
    public static void hold(ObjectNode converse, Optional<String> ttl) {
        BlockLists.all(converse).map(block -> block.path(MEMBER)).forEach(point -> {
            if (point instanceof ObjectNode own) {
                ttl.filter(_ -> !own.has(TTL)).ifPresent(time -> own.put(TTL, time));
                if (own.path(TTL).asText().equals(USUAL)) {
                    own.remove(TTL);
                }
            }
        });
    }

    static int count(ObjectNode converse) {
        return count(BlockLists.all(converse));
    }

    static int timed(ObjectNode converse) {
        return (int) BlockLists.all(converse).filter(CachePoints::isTimed).count();
    }

    /// The body with only its last cache points, which hold the longest prompts.
    static ObjectNode last(ObjectNode converse, int most) {
        return without(converse, count(converse) - most);
    }

    static ObjectNode withoutThoseOfTools(ObjectNode converse) {
        return without(converse, count(BlockLists.ofTools(converse)));
    }

    private static int count(Stream<JsonNode> blocks) {
        return (int) blocks.filter(CachePoints::isPoint).count();
    }

    private static ObjectNode without(ObjectNode converse, int first) {
        AtomicInteger left = new AtomicInteger(first);
        return first <= 0
                ? converse
                : changed(converse, point -> left.getAndDecrement() > 0 ? MissingNode.getInstance() : point);
    }

    /// The body where a cache point holds for an hour only if no shorter one comes before it, as
    /// Bedrock requires.
    ///
    /// @param hours whether the model takes cache points that hold for an hour; if not, none keeps its
    /// hour
    static ObjectNode inOrder(ObjectNode converse, boolean hours) {
        AtomicBoolean longSoFar = new AtomicBoolean(hours);
        return changed(converse, point -> {
            boolean stays = longSoFar.get() && holdsAnHour(point);
            longSoFar.set(stays);
            return stays || !point.path(MEMBER).has(TTL) ? point : usual(point);
        });
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

    /// @param change maps each cache point, in the order in which a model reads them; to a missing node
    /// to remove it
    private static ObjectNode changed(ObjectNode converse, UnaryOperator<JsonNode> change) {
        return BlockLists.changed(converse, blocks -> changed(blocks, change));
    }

    private static ArrayNode changed(ArrayNode blocks, UnaryOperator<JsonNode> change) {
        ArrayNode kept = blocks.arrayNode();
        for (JsonNode block : blocks) {
            JsonNode changed = isPoint(block) ? change.apply(block) : block;
            if (!changed.isMissingNode()) {
                kept.add(changed);
            }
        }
        return kept;
    }
}
