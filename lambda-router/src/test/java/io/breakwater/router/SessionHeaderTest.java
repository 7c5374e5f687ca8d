package io.breakwater.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The session that Claude Code names in a header decides at which account its prompts are cached.
final class SessionHeaderTest {
    private static final String TWO_ACCOUNTS =
            MeasuredRouter.ENVIRONMENT.replace("sonnet-4-6, shards: [a] }", "sonnet-4-6, shards: [a, b] }");
    private static final int REQUESTS = 12;

    /// Targets by the log of as many requests, each with another prompt to cache.
    private static Set<String> targets(MeasuredRouter router, String... sessions) throws Exception {
        for (int number = 0; number < REQUESTS; number++) {
            router.with("x-claude-code-session-id", sessions[number % sessions.length])
                    .then(MeasuredRouter.whole("hello"));
            assertThat(router.send("search", "POST", "/v1/messages", cached(number)))
                    .isEqualTo(200);
        }
        List<JsonNode> ended = router.lines(router.log()).stream()
                .filter(line -> line.path("event").asText().equals("RequestEnded"))
                .toList();
        assertThat(ended)
                .hasSize(REQUESTS)
                .allMatch(line -> line.path("affinity").asBoolean());
        Set<String> targets = new TreeSet<>();
        ended.forEach(line -> targets.add(line.path("target").asText()));
        return targets;
    }

    private static String cached(int number) {
        return """
                {"model":"sonnet","max_tokens":9,"messages":[{"role":"user","content":"hi"}],
                 "system":[{"type":"text","text":"PROMPT","cache_control":{"type":"ephemeral"}}]}
                """.replace("PROMPT", (number + " rules of the house. ").repeat(2_000));
    }

    @Test
    void all_requests_of_a_session_go_to_one_account_whatever_their_prompts_are() throws Exception {
        assertThat(targets(new MeasuredRouter(TWO_ACCOUNTS), "s-1")).hasSize(1);
    }

    @Test
    void without_a_session_each_prompt_has_an_account_of_its_own() throws Exception {
        assertThat(targets(new MeasuredRouter(TWO_ACCOUNTS), " ")).hasSize(2);
    }

    @Test
    void sessions_are_spread_over_the_accounts() throws Exception {
        assertThat(targets(new MeasuredRouter(TWO_ACCOUNTS), "s-1", "s-2", "s-3", "s-4", "s-5", "s-6"))
                .hasSize(2);
    }
}
