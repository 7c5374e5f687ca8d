package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every reason for which Bedrock ends an answer, over the socket, in both dialects, whole and
/// streamed.
@Timeout(60)
class StopReasonsRunTest {
    private static LiveRun run;

    @BeforeAll
    static void start() throws Exception {
        run = LiveRun.start("plain.yaml");
    }

    @AfterAll
    static void stop() throws Exception {
        run.close();
    }

    /// @param reason the reason in Converse
    /// @param finish the reason in a chat completion without tool calls
    @ParameterizedTest
    @CsvSource({
        "end_turn, stop",
        "tool_use, stop",
        "max_tokens, length",
        "stop_sequence, stop",
        "guardrail_intervened, content_filter",
        "content_filtered, content_filter",
        "malformed_model_output, stop",
        "malformed_tool_use, stop",
        "model_context_window_exceeded, length"
    })
    void each_reason_is_told_in_both_languages(String reason, String finish) throws Exception {
        String prompt = "[[stop:" + reason + "]] hello";

        assertThat(LiveRun.json(run.chat("search", "claude", prompt))
                        .at("/choices/0/finish_reason")
                        .asText())
                .isEqualTo(finish);
        assertThat(run.streamedChat("search", "claude", prompt).body())
                .contains("\"finish_reason\":\"" + finish + "\"")
                .endsWith("data: [DONE]\n\n");
        assertThat(LiveRun.json(run.post("search", "/model/claude/converse", converse(prompt)))
                        .path("stopReason")
                        .asText())
                .isEqualTo(reason);
        assertThat(streamed(prompt)).contains("\"stopReason\":\"" + reason + "\"");
    }

    private static String converse(String prompt) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"" + prompt + "\"}]}]}";
    }

    private static String streamed(String prompt) throws Exception {
        HttpResponse<byte[]> answer = run.http.send(
                run.posting("search", "/model/claude/converse-stream", converse(prompt)), BodyHandlers.ofByteArray());
        return new String(answer.body(), StandardCharsets.ISO_8859_1);
    }
}
