package io.breakwater.deploytest.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditLogTest {
    private static String logged(String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("level", "INFO")
                .put("message", message)
                .toString();
    }

    @Test
    void changes_are_found_among_other_lines_and_put_into_their_order() {
        List<String> lines = List.of(
                "START RequestId: 1",
                logged("{\"event\":\"admin.change\",\"at\":\"2026-11-22T12:00:00.5Z\",\"action\":\"tenant.resume\"}"),
                logged("{\"event\":\"admin.change\",\"at\":\"2026-11-22T12:00:00Z\",\"action\":\"tenant.suspend\"}"),
                logged("{\"event\":\"another\"}"),
                logged("words"));

        assertThat(AuditLog.changes(lines))
                .extracting(change -> change.path("action").asText())
                .containsExactly("tenant.suspend", "tenant.resume");
    }
}
