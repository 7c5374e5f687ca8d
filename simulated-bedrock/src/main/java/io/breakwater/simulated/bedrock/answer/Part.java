package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/// A piece of a prompt, in the order a model reads it: tools, system, messages.
sealed interface Part {

    /// Something to read, with its size in tokens.
    record Material(JsonNode node, long tokens) implements Part {}

    /// The end of a prefix to be cached for so long.
    record CachePoint(Duration lifetime) implements Part {

        static final String ONE_HOUR = "1h";

        static CachePoint of(String ttl) {
            return new CachePoint(ttl.equals(ONE_HOUR) ? Duration.ofHours(1) : Duration.ofMinutes(5));
        }
    }
}
