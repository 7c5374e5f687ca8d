package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.RealTime;
import io.breakwater.event.GatewayEvent;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a caller gets while STS fails in some way, over real sockets on both sides.
@RealTime
@Timeout(60)
@Tag("alone")
class StsOutageRunTest {
    private static LiveRun run;

    @BeforeAll
    static void start() throws Exception {
        run = LiveRun.start("failover.yaml");
        for (int i = 0; i < 4; i++) {
            run.chat("first", "first", "warm up");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        run.close();
    }

    @AfterEach
    void mend() throws Exception {
        run.mend();
    }

    private GatewayEvent.RequestEnded chat(String alias) throws Exception {
        HttpResponse<String> answer = run.chat(alias, alias, "hello");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return run.events.ended(LiveRun.requestId(answer));
    }

    @Test
    void a_process_without_credentials_moves_on_to_another_account_within_two_seconds() throws Exception {
        run.faults("[{\"match\":{\"account\":\"111111111101\"},\"fault\":\"sts-silent\"}]");
        List<List<String>> outcomes = new ArrayList<>();
        for (int request = 0; request < 6; request++) {
            GatewayEvent.RequestEnded ended = chat("throttled");
            assertThat(ended.took()).isLessThan(Duration.ofMillis(2_500));
            outcomes.add(run.events.outcomes(ended.requestId()));
        }
        assertThat(outcomes)
                .contains(List.of("NoCredentials", "Answered"))
                .allSatisfy(each -> assertThat(each.getLast()).isEqualTo("Answered"));
    }

    @Test
    void whoever_has_credentials_does_not_notice_that_sts_is_silent() throws Exception {
        for (int request = 0; request < 4; request++) {
            chat("unavailable");
        }
        run.faults("[{\"fault\":\"sts-silent\"}]");
        for (int request = 0; request < 20; request++) {
            assertThat(run.events.outcomes(chat("unavailable").requestId())).containsExactly("Answered");
        }
    }

    @Test
    void a_role_that_may_not_be_assumed_is_named_to_the_operator_and_not_to_the_caller() throws Exception {
        run.faults("[{\"fault\":\"sts-refuse\"}]");
        HttpResponse<String> answer = run.chat("denied", "denied", "hello");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .contains("accounts refuse this gateway", "not caused by load")
                .doesNotContain("sts", "role", "denied-");
        GatewayEvent.RequestEnded ended = run.events.ended(LiveRun.requestId(answer));
        assertThat(ended.cause().orElseThrow().reason())
                .matches("BadCredentials: sts:AssumeRole arn:aws:iam::\\d+:role/.+: AccessDenied");
        assertThat(ended.cause().orElseThrow().target()).isPresent();
    }

    @Test
    void an_sts_that_throttles_is_no_fault_of_the_target() throws Exception {
        run.faults("[{\"match\":{\"account\":\"111111111103\"},\"fault\":\"sts-throttle\"}]");
        for (int request = 0; request < 6; request++) {
            chat("error500");
        }
        assertThat(run.plan("error500", "error500").path("skipped"))
                .as("nobody is quarantined")
                .isNotEmpty()
                .allSatisfy(left -> assertThat(left.path("reason").asText()).isEqualTo("no_session"));
    }
}
