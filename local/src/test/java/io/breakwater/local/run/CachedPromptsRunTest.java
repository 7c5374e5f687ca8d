package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.event.Served;
import io.breakwater.model.TokenUsage;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Prompts that Bedrock caches, over the socket: `here` is answered by one account, `there` by the
/// other.
@Timeout(60)
class CachedPromptsRunTest {
    private static final String BOTH =
            "claude:\n    tiers:\n" + "      - { profile: us.anthropic.claude-sonnet-4-6, shards: [a, b] }\n";
    private static final String APART = """
            here:
                tiers:
                  - { profile: us.anthropic.claude-sonnet-4-6, shards: [a] }
              there:
                tiers:
                  - { profile: us.anthropic.claude-sonnet-4-6, shards: [b] }
            """;
    private static final int PREFIX_TOKENS = 2_400;

    @TempDir
    static Path folder;

    private static LiveRun run;

    @BeforeAll
    static void start() throws Exception {
        String plain = Files.readString(LiveRun.resource("plain.yaml"));
        run = LiveRun.start(Files.writeString(
                folder.resolve("test.yaml"),
                plain.replace(BOTH, APART).replace("claude,", "here, there,").replace("[claude]", "[here]")));
    }

    @AfterAll
    static void stop() throws Exception {
        run.close();
    }

    private static String prefix(char letter) {
        return String.valueOf(letter).repeat(PREFIX_TOKENS * 4);
    }

    private static Served converse(String alias, char letter) throws Exception {
        HttpResponse<String> answer =
                run.post("search", "/model/" + alias + "/converse", """
                {"system":[{"text":"%s"},{"cachePoint":{"type":"default"}}],
                 "messages":[{"role":"user","content":[{"text":"[[tokens:20]]"}]}]}""".formatted(prefix(letter)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return run.events.ended(LiveRun.requestId(answer)).served();
    }

    @Test
    void the_second_call_on_an_account_reads_what_the_first_has_written_and_costs_less_of_money_and_quota()
            throws Exception {
        Served first = converse("here", 'a');
        Served second = converse("here", 'a');

        assertThat(first.usage()).isEqualTo(new TokenUsage(first.usage().input(), 20, 0, PREFIX_TOKENS));
        assertThat(second.usage()).isEqualTo(new TokenUsage(first.usage().input(), 20, PREFIX_TOKENS, 0));
        assertThat(first.nanoUsd() - second.nanoUsd())
                .as("2,400 tokens at 4.125 USD a million to write and 0.33 to read")
                .isEqualTo(9_900_000 - 792_000);
        assertThat(first.chargedTokens() - second.chargedTokens())
                .as("reading takes nothing of a quota")
                .isEqualTo(PREFIX_TOKENS);
    }

    @Test
    void another_account_has_not_read_the_prompt_and_writes_it_anew() throws Exception {
        converse("here", 'b');
        Served elsewhere = converse("there", 'b');

        assertThat(elsewhere.usage().cacheRead()).isZero();
        assertThat(elsewhere.usage().cacheWrite()).isEqualTo(PREFIX_TOKENS);
    }

    @Test
    void a_chat_completion_tells_what_was_cached_whole_and_streamed() throws Exception {
        JsonNode first = LiveRun.json(chat(false));
        JsonNode second = LiveRun.json(chat(false));
        String streamed = chat(true).body();

        assertThat(first.at("/usage/prompt_tokens_details/cached_tokens").asLong())
                .isZero();
        assertThat(second.at("/usage/prompt_tokens_details/cached_tokens").asLong())
                .isEqualTo(PREFIX_TOKENS);
        assertThat(streamed).contains("\"cached_tokens\":" + PREFIX_TOKENS);
    }

    private static HttpResponse<String> chat(boolean stream) throws Exception {
        return run.post("search", "/v1/chat/completions", """
                {"model":"here","stream":%s%s,"messages":[
                 {"role":"system","content":[{"type":"text","text":"%s","cache_control":{"type":"ephemeral"}}]},
                 {"role":"user","content":"hello"}]}""".formatted(
                        stream, stream ? ",\"stream_options\":{\"include_usage\":true}" : "", prefix('c')));
    }
}
