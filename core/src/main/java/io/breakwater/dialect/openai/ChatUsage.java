package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.TokenUsage;

/// Writes token counts as OpenAI does: the prompt includes what was read from and written to the cache.
final class ChatUsage {

    private ChatUsage() {}

    static ObjectNode of(TokenUsage usage) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("prompt_tokens", usage.input() + usage.cacheRead() + usage.cacheWrite())
                .put("completion_tokens", usage.output())
                .put("total_tokens", usage.total());
        json.putObject("prompt_tokens_details")
                .put("cached_tokens", usage.cacheRead())
                .put("cache_write_tokens", usage.cacheWrite());
        return json;
    }
}
