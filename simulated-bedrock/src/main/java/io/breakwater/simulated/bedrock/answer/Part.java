package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;

/// A piece of a prompt, in the order a model reads it: tools, system, messages.
sealed interface Part {

    /// Text or other content, with its size in tokens.
    record Material(JsonNode node, long tokens) implements Part {}

    /// The end of a prefix to be cached, for an hour if requested.
    record CachePoint(boolean asksForHour) implements Part {

        static CachePoint of(String ttl) {
            return new CachePoint(ttl.equals("1h"));
        }
    }
}
