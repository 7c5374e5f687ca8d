package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.CachePoints;
import io.breakwater.dialect.json.JsonField;
import java.util.Optional;

/// The marks by which clients have the prompt cached up to a place: Anthropic's `cache_control` on a
/// message, a part or a tool, and OpenAI's `prompt_cache_breakpoint`. A mark becomes a `cachePoint`
/// behind the marked content (CachePointBlock, Amazon Bedrock API Reference), with the `ttl` of an hour
/// if asked for.
public final class CacheMarks {
    static final String CONTROL = "cache_control";
    static final String BREAKPOINT = "prompt_cache_breakpoint";

    private CacheMarks() {}

    /// Ends a list of blocks with a cache point if the place they were read from is marked. No cache
    /// point is written without a block before it, or directly after another.
    public static void write(JsonField marked, ArrayNode blocks) {
        boolean wanted = isMarked(marked);
        if (wanted && !blocks.isEmpty() && !CachePoints.isPoint(blocks.get(blocks.size() - 1))) {
            ObjectNode point = blocks.addObject().putObject(CachePoints.MEMBER).put("type", "default");
            time(marked).ifPresent(ttl -> point.put(CachePoints.TTL, ttl));
        }
    }

    /// How long the cache point should hold; a time that Bedrock does not know is left to the
    /// adaptation to each model, which names it.
    private static Optional<String> time(JsonField marked) {
        return time(
                marked.at(marked.at(CONTROL).isObject() ? CONTROL : BREAKPOINT).node());
    }

    private static Optional<String> time(JsonNode mark) {
        JsonNode asked = mark.path(CachePoints.TTL);
        return Optional.of(asked.asText()).filter(_ -> asked.isValueNode() && !asked.isNull());
    }

    /// Applies `prompt_cache_options` to the whole request: a cache point behind the user's last
    /// content, unless the mode is `explicit`, and the time for all cache points that have none
    /// ("Prompt caching", OpenAI).
    static void writeImplicit(JsonField options, ObjectNode converse) {
        JsonNode asked = options.node();
        if (!asked.isEmpty() && !asked.path("mode").asText().equals("explicit")) {
            CachePoints.addLast(converse);
        }
        CachePoints.hold(converse, time(asked));
    }

    static boolean isMarked(JsonField place) {
        JsonField breakpoint = place.at(BREAKPOINT);
        boolean isOff = breakpoint.node().isBoolean() && !breakpoint.node().booleanValue();
        return place.at(CONTROL).isObject() || (breakpoint.present() && !isOff);
    }
}
