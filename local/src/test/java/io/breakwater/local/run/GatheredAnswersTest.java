package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.RealTime;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole answers of a process that has not seen any: they are requested as streams if another target
/// could answer, over real sockets on both sides.
@Timeout(60)
class GatheredAnswersTest {
    private static final String TOOL = """
            "toolConfig":{"tools":[{"toolSpec":{"name":"weather","inputSchema":{"json":{"type":"object"}}}}]},\
            """;
    private LiveRun run;

    @BeforeEach
    void start() throws Exception {
        run = LiveRun.start("patience.yaml");
    }

    @AfterEach
    void stop() throws Exception {
        run.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "good day",
                "[[tokens:300]]",
                "[[tool:weather {\\\"city\\\":\\\"Köln\\\",\\\"days\\\":[1,2]}]]",
                "[[tool:weather {\\\"price\\\":1.10,\\\"id\\\":12345678901234567890}]]",
                "[[stop:guardrail_intervened]]"
            })
    void a_gathered_answer_is_what_converse_would_have_sent(String prompt) throws Exception {
        JsonNode whole = converse("only", prompt);
        JsonNode gathered = converse("both", prompt);
        assertThat(operations()).containsExactly("Converse", "ConverseStream");
        assertThat(gathered).isEqualTo(whole);
    }

    /// The answer without its times and the ids of tool calls, which differ.
    private JsonNode converse(String alias, String prompt) throws Exception {
        String body = """
                {%s"inferenceConfig":{"maxTokens":400},"messages":[{"role":"user","content":[{"text":"%s"}]}]}""".formatted(TOOL, prompt);
        HttpResponse<String> answer = run.post(alias, "/model/" + alias + "/converse", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        ObjectNode converse = (ObjectNode) LiveRun.json(answer);
        converse.withObject("/metrics").remove("latencyMs");
        for (JsonNode block : converse.at("/output/message/content")) {
            if (block.path("toolUse") instanceof ObjectNode use) {
                assertThat(use.remove("toolUseId").asText()).startsWith("tooluse_");
            }
        }
        return converse;
    }

    @RealTime
    @Test
    void a_hang_is_left_after_the_first_tokens_limit_and_the_other_account_answers() throws Exception {
        run.faults("[{\"fault\":\"slow-first-token\",\"delay\":\"50s\",\"times\":1}]");
        HttpResponse<String> answer = run.chat("both", "both", "hello");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(run.events.outcomes(LiveRun.requestId(answer))).containsExactly("TooSlow", "Answered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut-stream", "mid-stream-throttle", "garbled-frame", "end-without-stop"})
    void one_that_breaks_in_the_middle_is_made_again_by_the_other_account(String fault) throws Exception {
        run.faults("[{\"fault\":\"%s\",\"times\":1}]".formatted(fault));
        HttpResponse<String> answer = run.chat("both", "both", "[[tokens:100]]");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(run.events.outcomes(LiveRun.requestId(answer))).containsExactly("AnswerLost", "Answered");
    }

    private List<String> operations() throws Exception {
        return run.invocations().stream()
                .map(call -> call.path("operation").asText())
                .toList();
    }
}
