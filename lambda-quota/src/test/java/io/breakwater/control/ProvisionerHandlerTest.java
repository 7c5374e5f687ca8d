package io.breakwater.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.breakwater.model.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProvisionerHandlerTest {
    private final List<JsonNode> answers = new CopyOnWriteArrayList<>();
    private final List<String> contentTypes = new CopyOnWriteArrayList<>();
    private HttpServer cloudFormation;
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        cloudFormation = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cloudFormation.createContext("/answer", exchange -> {
            try (exchange) {
                contentTypes.addAll(exchange.getRequestHeaders().getOrDefault("content-type", List.of()));
                answers.add(new ObjectMapper().readTree(exchange.getRequestBody()));
                exchange.sendResponseHeaders(status, -1);
            }
        });
        cloudFormation.start();
    }

    @AfterEach
    void stop() {
        cloudFormation.stop(0);
    }

    private CloudFormationCustomResourceEvent event(String type, Map<String, Object> properties) {
        return CloudFormationCustomResourceEvent.builder()
                .withRequestType(type)
                .withResponseUrl(
                        "http://127.0.0.1:" + cloudFormation.getAddress().getPort() + "/answer?signature=x")
                .withStackId("stack")
                .withRequestId("request")
                .withLogicalResourceId("Keys")
                .withResourceProperties(properties)
                .build();
    }

    private static ProvisionerHandler failing(String message) {
        return new ProvisionerHandler(() -> {
            throw new IllegalStateException(message);
        });
    }

    @Test
    void a_function_that_cannot_start_answers_failed_with_the_reason_and_a_stable_id() {
        assertThat(failing("the variable X is not set").handle(event("Create", Map.of())))
                .isEqualTo("FAILED");

        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.path("Status").asText()).isEqualTo("FAILED");
            assertThat(answer.path("Reason").asText()).contains("the variable X is not set");
            assertThat(answer.path("PhysicalResourceId").asText()).isEqualTo("Keys");
            assertThat(answer.path("StackId").asText()).isEqualTo("stack");
            assertThat(answer.path("RequestId").asText()).isEqualTo("request");
            assertThat(answer.path("LogicalResourceId").asText()).isEqualTo("Keys");
        });
        assertThat(contentTypes).isEmpty();
    }

    @Test
    void a_reason_is_cut_to_what_cloudformation_takes() {
        failing("x".repeat(10_000)).handle(event("Update", Map.of()));

        assertThat(answers.getFirst().toString().length()).isLessThan(4_096);
    }

    @Test
    void an_answer_that_is_not_taken_fails_the_invocation_so_that_it_runs_again() {
        status = 500;

        assertThatThrownBy(() -> failing("any").handle(event("Create", Map.of())))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("500");
    }

    @Test
    void properties_of_another_form_and_tenants_without_a_key_are_named() {
        assertThatThrownBy(() -> ProvisionRequest.of(event("Create", Map.of("ApiKeys", "none"))))
                .hasMessageContaining("ApiKeys must be a map");
        ProvisionRequest request = ProvisionRequest.of(
                event("Create", Map.of("ApiKeys", Map.of("search", "id1"), "Tags", Map.of("a", "b"))));
        assertThat(request.apiKeys()).containsExactly(Map.entry("search", "id1"));
        assertThat(request.tags()).containsExactly(Map.entry("a", "b"));
        assertThatThrownBy(() -> request.usageIdentifiers(List.of(new TenantId("sandbox")), id -> "value of " + id))
                .hasMessageContaining("tenant sandbox has no API Gateway key");
    }
}
