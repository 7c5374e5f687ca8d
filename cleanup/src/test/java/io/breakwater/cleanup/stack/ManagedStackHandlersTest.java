package io.breakwater.cleanup.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.lambda.FakeCloudFormation;
import io.breakwater.lambda.ManagedRuntime;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The stacks' own custom resources under AWS's own runtime interface client.
@EnabledOnOs(OS.LINUX)
class ManagedStackHandlersTest {
    @TempDir
    private Path folder;

    @Test
    void a_request_that_asks_for_nothing_succeeds() throws Exception {
        JsonNode answer = asked(LateLogsHandler.class, "Update", "{\"Functions\": [\"one\", \"two\"]}");
        assertThat(answer.path("Status").asText()).isEqualTo("SUCCESS");
        assertThat(answer.path("PhysicalResourceId").asText()).isEqualTo("Resource");
    }

    @Test
    void a_request_that_lacks_a_property_fails_and_says_which() throws Exception {
        JsonNode answer = asked(InvocationLoggingHandler.class, "Create", "{\"LogGroup\": \"logs\"}");
        assertThat(answer.path("Status").asText()).isEqualTo("FAILED");
        assertThat(answer.path("Reason").asText()).contains("Parameter");
    }

    private JsonNode asked(Class<?> handler, String type, String properties) throws Exception {
        try (FakeCloudFormation cloudFormation = new FakeCloudFormation();
                ManagedRuntime function = ManagedRuntime.of(handler, folder, Map.of())) {
            function.invoke(cloudFormation.json(type, "Resource", properties));
            assertThat(cloudFormation.answers).as(function.output()).hasSize(1);
            return cloudFormation.answers.getFirst();
        }
    }
}
