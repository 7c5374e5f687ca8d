package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.RealTime;
import io.breakwater.event.GatewayEvent;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Honest answers that take long, and callers with short deadlines, over real sockets on both sides.
@RealTime
@Timeout(120)
class PatienceTest {
    private static LiveRun run;

    @BeforeAll
    static void start() throws Exception {
        run = LiveRun.start("patience.yaml");
    }

    @AfterAll
    static void stop() throws Exception {
        run.close();
    }

    @AfterEach
    void mend() throws Exception {
        run.mend();
    }

    @Test
    void the_only_target_may_be_silent_for_longer_than_its_first_tokens_limit_and_the_client_hears_a_comment()
            throws Exception {
        run.faults("[{\"fault\":\"slow-first-token\",\"delay\":\"16s\",\"times\":1}]");
        HttpResponse<String> answer = run.streamedChat("only", "only", "[[tokens:20]]");
        List<String> lines =
                answer.body().lines().filter(line -> !line.isEmpty()).toList();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(lines.getFirst()).isEqualTo(": keep-alive");
        assertThat(lines.getLast()).isEqualTo("data: [DONE]");
        assertThat(run.events.outcomes(LiveRun.requestId(answer))).containsExactly("Answered");
    }

    @Test
    void a_whole_answer_that_is_only_long_is_made_once_though_another_target_is_there() throws Exception {
        run.faults("[{\"fault\":\"slow-answer\",\"took\":\"12s\",\"times\":2}]");
        HttpResponse<String> answer = run.chat("both", "both", "[[tokens:20]]");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(run.events.outcomes(LiveRun.requestId(answer))).containsExactly("Answered");
    }

    @Test
    void a_caller_in_a_hurry_hears_of_its_deadline_and_closes_no_target_to_others() throws Exception {
        run.faults("[{\"fault\":\"slow-answer\",\"took\":\"6s\"}]");
        for (int call = 0; call < 6; call++) {
            HttpRequest hurry = HttpRequest.newBuilder(
                            run.posting("both", "/v1/chat/completions", LiveRun.chatBody("both", "hello", false)),
                            (_, _) -> true)
                    .header("x-request-timeout", "2500ms")
                    .build();
            HttpResponse<String> answer = run.http.send(hurry, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(answer.body()).contains("deadline");
        }
        run.mend();
        assertThat(run.plan("both", "both").path("skipped")).isEmpty();
        assertThat(run.chat("both", "both", "hello").statusCode()).isEqualTo(200);
        assertThat(run.events.all(GatewayEvent.TargetChanged.class)).isEmpty();
    }
}
