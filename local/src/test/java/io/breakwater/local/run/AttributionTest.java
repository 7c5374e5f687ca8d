package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What Bedrock, and with it the bill, is told of who calls.
@Timeout(60)
class AttributionTest {

    @Test
    void bedrock_is_told_the_tenant_by_the_sessions_name_and_in_the_requests_metadata() throws Exception {
        try (LiveRun run = LiveRun.start("plain.yaml")) {
            for (String tenant : List.of("search", "drift", "search")) {
                assertThat(run.chat(tenant, "claude", "hello").statusCode()).isEqualTo(200);
            }

            assertThat(run.invocations())
                    .extracting(
                            call -> call.path("requestMetadata").path("tenant").asText())
                    .containsExactly("search", "drift", "search");
            assertThat(run.invocations())
                    .extracting(AttributionTest::session)
                    .containsExactly("search", "drift", "search");
        }
    }

    private static String session(JsonNode call) {
        String arn = call.path("identity").path("arn").asText();
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
