package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.breakwater.dialect.body.CachePoints;
import io.breakwater.dialect.json.JsonField;

/// What clients write to have the prompt cached up to a place: Anthropic's `cache_control` on a message, a
/// part or a tool, and OpenAI's `prompt_cache_breakpoint`. It becomes a `cachePoint` behind what it marks
/// (CachePointBlock, Amazon Bedrock API Reference), without a `ttl`: the catalogue says neither which model
/// takes an hour nor what it costs.
final class CacheMarks {
    static final String CONTROL = "cache_control";
    static final String BREAKPOINT = "prompt_cache_breakpoint";

    private CacheMarks() {}

    /// Ends a list of blocks with a cache point if the place they were read from is marked. A point without
    /// a block before it is none, nor is one directly after another.
    static void write(JsonField marked, ArrayNode blocks) {
        boolean wanted = isMarked(marked);
        if (wanted && !blocks.isEmpty() && !CachePoints.isPoint(blocks.get(blocks.size() - 1))) {
            blocks.addObject().putObject(CachePoints.MEMBER).put("type", "default");
        }
    }

    static boolean isMarked(JsonField place) {
        JsonField breakpoint = place.at(BREAKPOINT);
        boolean isOff = breakpoint.node().isBoolean() && !breakpoint.node().booleanValue();
        return place.at(CONTROL).isObject() || (breakpoint.present() && !isOff);
    }
}
