package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.OptionalLong;

/// Tells which requests share a cached prefix: by the session that a client names, else by tools,
/// system prompt and first user message, which stay the same over a conversation. Cache points do not
/// count, since the last one moves.
public final class CachedPrefix {
    private static final String CACHE_CONTROL = "cache_control";
    private static final String CACHE_KEY = "prompt_cache_key";
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    /// A number for the prefix, the same in every process; empty if the body caches nothing.
    ///
    /// @param body the body as sent to a model, in any format
    /// @param session the client's name for its session
    public static OptionalLong key(JsonNode body, Optional<String> session) {
        return body.has(CACHE_KEY) || hasPoint(body)
                ? OptionalLong.of(session.map(CachedPrefix::of).orElseGet(() -> of(body)))
                : OptionalLong.empty();
    }

    private static boolean hasPoint(JsonNode node) {
        if (isPoint(node)) {
            return true;
        }
        for (JsonNode child : node) {
            if (child.isContainerNode() && hasPoint(child)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPoint(JsonNode node) {
        return node.has(CACHE_CONTROL) || CachePoints.isPoint(node);
    }

    private static long of(JsonNode body) {
        long key = 0;
        for (String part : new String[] {"tools", "toolConfig", "system", "instructions"}) {
            key = mixed(key, content(body.path(part)));
        }
        for (String conversation : new String[] {"messages", "input"}) {
            key = mixed(key, ofBeginning(body.path(conversation)));
        }
        return key;
    }

    /// The hash of the conversation up to the first user message.
    private static long ofBeginning(JsonNode conversation) {
        if (conversation.isTextual()) {
            return content(conversation);
        }
        long key = 0;
        for (JsonNode message : conversation) {
            key = mixed(key, content(message));
            if (message.path("role").asText().equals("user")) {
                return key;
            }
        }
        return key;
    }

    private static long content(JsonNode node) {
        if (node.isTextual()) {
            return of(node.textValue());
        }
        long key = node.isContainerNode() ? 0 : node.hashCode();
        if (node.isArray()) {
            for (JsonNode item : node) {
                key = CachePoints.isPoint(item) ? key : mixed(key, content(item));
            }
        }
        for (Entry<String, JsonNode> member : node.properties()) {
            boolean counts = !member.getKey().equals(CACHE_CONTROL);
            key += counts ? mixed(of(member.getKey()), content(member.getValue())) : 0;
        }
        return key;
    }

    private static long of(String text) {
        return text.hashCode() * PRIME + text.length();
    }

    private static long mixed(long key, long next) {
        long sum = (key ^ next) * PRIME;
        return sum ^ sum >>> 29;
    }

    private CachedPrefix() {}
}
