package io.breakwater.dialect.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CachedPrefixTest {
    private static final String MESSAGES = """
            {"system":[{"type":"text","text":"Be short.","cache_control":{"type":"ephemeral"}}],
             "tools":[{"name":"look"}],
             "messages":[{"role":"user","content":[{"type":"text","text":"hi"%s}]}%s]}
            """;
    private static final String POINT = ",\"cache_control\":{\"type\":\"ephemeral\"}";
    private static final String MORE =
            ",{\"role\":\"assistant\",\"content\":\"Hello\"},{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"and?\"%s}]}";

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (java.io.IOException broken) {
            throw new IllegalArgumentException(broken);
        }
    }

    private static long key(String text) {
        return CachedPrefix.key(json(text), Optional.empty()).orElseThrow();
    }

    @Test
    void it_stays_the_same_over_a_conversation_wherever_the_last_cache_point_stands() {
        long first = key(MESSAGES.formatted(POINT, ""));
        assertThat(key(MESSAGES.formatted("", MORE.formatted(POINT)))).isEqualTo(first);
        assertThat(key(MESSAGES.formatted(POINT, MORE.formatted("")))).isEqualTo(first);
    }

    @Test
    void another_beginning_another_system_prompt_or_other_tools_are_another_prefix() {
        String one = MESSAGES.formatted(POINT, "");
        assertThat(key(one.replace("hi", "ho"))).isNotEqualTo(key(one));
        assertThat(key(one.replace("short", "long"))).isNotEqualTo(key(one));
        assertThat(key(one.replace("look", "seek"))).isNotEqualTo(key(one));
    }

    @Test
    void the_order_of_members_does_not_matter() {
        assertThat(key("{\"tools\":[{\"a\":1,\"b\":2}],\"cache_control\":{}}"))
                .isEqualTo(key("{\"cache_control\":{},\"tools\":[{\"b\":2,\"a\":1}]}"));
    }

    @Test
    void requests_in_converse_and_openais_languages_have_a_prefix_as_well() {
        String converse = """
                {"toolConfig":{"tools":[{"toolSpec":{"name":"look"}}%s]},
                 "messages":[{"role":"user","content":[{"text":"hi"},{"cachePoint":{"type":"default"}}]}%s]}
                """;
        assertThat(key(converse.formatted(",{\"cachePoint\":{\"type\":\"default\"}}", "")))
                .isEqualTo(key(converse.formatted("", ",{\"role\":\"assistant\",\"content\":[{\"text\":\"ho\"}]}")));
        String chat = "{\"prompt_cache_key\":\"k\",\"messages\":[{\"role\":\"system\",\"content\":\"%s\"},"
                + "{\"role\":\"user\",\"content\":\"hi\"}]}";
        assertThat(key(chat.formatted("one"))).isNotEqualTo(key(chat.formatted("two")));
        String responses = "{\"prompt_cache_key\":\"k\",\"instructions\":\"%s\",\"input\":\"hi\"}";
        assertThat(key(responses.formatted("one"))).isNotEqualTo(key(responses.formatted("two")));
    }

    @Test
    void the_session_that_a_client_names_decides_alone() {
        Optional<String> session = Optional.of("session 7");
        assertThat(CachedPrefix.key(json(MESSAGES.formatted(POINT, "")), session))
                .isEqualTo(
                        CachedPrefix.key(json(MESSAGES.replace("short", "long").formatted(POINT, "")), session))
                .isNotEqualTo(CachedPrefix.key(json(MESSAGES.formatted(POINT, "")), Optional.of("session 8")));
    }

    @Test
    void a_request_that_caches_nothing_has_no_prefix() {
        String plain = "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        assertThat(CachedPrefix.key(json(plain), Optional.empty())).isEmpty();
        assertThat(CachedPrefix.key(json(plain), Optional.of("session 7"))).isEmpty();
    }
}
