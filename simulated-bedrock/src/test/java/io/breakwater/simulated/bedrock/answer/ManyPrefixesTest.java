package io.breakwater.simulated.bedrock.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.simulated.bedrock.quota.Usage;
import io.breakwater.simulated.bedrock.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the prompt cache remembers is bounded.
class ManyPrefixesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final CacheRules RULES = new CacheRules(10, 20, true);

    private final PromptCache cache = new PromptCache();

    private Usage read(String text) {
        List<Part> parts = List.of(new Part.Material(Json.object().put("text", text), 100), Part.CachePoint.of("5m"));
        AskedConversation conversation =
                new AskedConversation(parts, text, text, AskedTools.NONE, AskedShape.ofTokens(1), Map.of());
        return cache.read("account/region/model", conversation, RULES, NOW);
    }

    @Test
    void of_more_than_ten_thousand_prefixes_the_oldest_is_forgotten_and_the_newest_kept() {
        read("oldest");
        read("second");
        for (int i = 0; i < 9_999; i++) {
            read("prefix " + i);
        }

        assertThat(read("second").cacheReadTokens()).isEqualTo(100);
        assertThat(read("prefix 9998").cacheReadTokens()).isEqualTo(100);
        assertThat(read("oldest").cacheWriteTokens()).isEqualTo(100);
    }
}
