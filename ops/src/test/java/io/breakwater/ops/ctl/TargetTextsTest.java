package io.breakwater.ops.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTextsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T12:00:00Z, in 0s",
        "2026-11-22T12:00:30Z, in 30s",
        "2026-11-22T11:58:30Z, 90s ago",
        "2026-11-22T11:55:01Z, 4m ago",
        "2026-11-22T09:00:00Z, 3h ago",
        "2026-11-25T12:00:00Z, in 3d"
    })
    void times_are_told_from_when_the_gateway_answered(String instant, String told) {
        assertThat(TargetTexts.time(TextNode.valueOf(instant), NOW)).isEqualTo(told);
        assertThat(TargetTexts.time(NullNode.getInstance(), NOW)).isEqualTo("-");
    }

    @Test
    void what_is_left_is_unknown_while_the_ledger_cannot_be_read() throws Exception {
        String table = TargetTexts.targets(new ObjectMapper().readTree("""
                {"at": "2026-11-22T12:00:00Z", "targets": [{"target": "a/us-east-1/us.model", "state": "ready",
                  "headroom": null, "headroomUnknown": "the ledger's table cannot be read"}]}"""));

        assertThat(table.lines().skip(1).findFirst().orElseThrow()).containsSubsequence("ready", "unknown", "unknown");
    }

    @Test
    void a_limit_that_was_learned_from_throttles_says_so() throws Exception {
        String table = TargetTexts.targets(new ObjectMapper().readTree("""
                {"at": "2026-11-22T12:00:00Z", "targets": [{"target": "a/us-east-1/us.model", "state": "ready",
                  "headroom": {"requestsPerMinute": {"limit": 60, "remaining": 50, "resetSeconds": 1},
                               "tokensPerMinute": {"limit": null, "remaining": null}, "learned": true}}]}"""));

        assertThat(table.lines().skip(1).findFirst().orElseThrow()).containsSubsequence("ready", "50/60 learned", "-");
    }

    @Test
    void an_ejected_target_says_since_when_until_when_why_by_whom_and_what_is_left() throws Exception {
        String table = TargetTexts.targets(new ObjectMapper().readTree("""
                {"at": "2026-11-22T12:00:00Z", "targets": [{"target": "a/us-east-1/us.model",
                  "places": [{"alias": "claude", "tier": 1}, {"alias": "fast", "tier": 2}],
                  "state": "ejected", "since": "2026-11-22T11:59:50Z", "until": "2026-11-22T12:00:20Z", "times": 2,
                  "decidedBy": "copy-7", "why": "ServerFault",
                  "headroom": {"requestsPerMinute": {"limit": null, "remaining": null},
                               "tokensPerMinute": {"limit": 1000, "remaining": 250}, "inFlight": 1}}]}"""));

        assertThat(table.lines().skip(1).findFirst().orElseThrow().split(" {2,}"))
                .containsExactly(
                        "a/us-east-1/us.model",
                        "ejected",
                        "10s ago",
                        "in 20s",
                        "2",
                        "-",
                        "250/1000",
                        "claude:1,fast:2",
                        "copy-7",
                        "ServerFault");
    }
}
