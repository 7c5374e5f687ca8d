package io.breakwater.deploytest.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.breakwater.deploytest.world.Environment;
import io.breakwater.deploytest.world.TestWorld;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/// The log of an environment's admin function.
record AuditLog(CloudWatchLogsClient logs, String group) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHANGE = "admin.change";

    public static AuditLog of(Environment environment, TestWorld world) {
        return new AuditLog(
                world.clients().at(environment.home(), CloudWatchLogsClient.builder()),
                environment.naming().functionLogs("admin"));
    }

    /// Everything that the function has logged.
    public List<String> lines() {
        return logs.filterLogEventsPaginator(ask -> ask.logGroupName(group)).events().stream()
                .map(FilteredLogEvent::message)
                .toList();
    }

    /// The changes among these lines, in the order in which they were made.
    public static List<JsonNode> changes(List<String> lines) {
        return lines.stream()
                .map(line -> json(json(line).path("message").asText()))
                .filter(line -> line.path("event").asText().equals(CHANGE))
                .sorted(Comparator.comparing(
                        change -> Instant.parse(change.path("at").asText())))
                .toList();
    }

    /// Reads a line as JSON; Lambda's own lines are not JSON.
    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException other) {
            return MissingNode.getInstance();
        }
    }
}
