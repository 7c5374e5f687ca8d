package io.breakwater.control;

import static io.breakwater.control.CustomResourceRequest.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.lambda.FakeCloudFormation;
import io.breakwater.model.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProvisionerHandlerTest {
    private FakeCloudFormation cloudFormation;

    @BeforeEach
    void start() throws IOException {
        cloudFormation = new FakeCloudFormation();
    }

    @AfterEach
    void stop() {
        cloudFormation.close();
    }

    private static ProvisionerHandler failing(String message) {
        return new ProvisionerHandler(() -> {
            throw new IllegalStateException(message);
        });
    }

    @Test
    void a_function_that_cannot_start_answers_failed_with_the_reason_and_a_stable_id() {
        assertThat(failing("the variable X is not set").handle(event(cloudFormation, "Create", Map.of())))
                .isEqualTo("FAILED");

        assertThat(cloudFormation.answers).singleElement().satisfies(answer -> {
            assertThat(answer.path("Status").asText()).isEqualTo("FAILED");
            assertThat(answer.path("Reason").asText()).contains("the variable X is not set");
            assertThat(answer.path("PhysicalResourceId").asText()).isEqualTo("Own");
            assertThat(answer.path("StackId").asText()).isEqualTo("stack");
            assertThat(answer.path("RequestId").asText()).isEqualTo("request");
            assertThat(answer.path("LogicalResourceId").asText()).isEqualTo("Own");
        });
        assertThat(cloudFormation.contentTypes).isEmpty();
    }

    @Test
    void a_reason_is_cut_to_what_cloudformation_takes() {
        failing("x".repeat(10_000)).handle(event(cloudFormation, "Update", Map.of()));

        assertThat(cloudFormation.answers.getFirst().toString().length()).isLessThan(4_096);
    }

    @Test
    void an_answer_that_is_not_taken_fails_the_invocation_so_that_it_runs_again() {
        cloudFormation.status = 500;

        assertThatThrownBy(() -> failing("any").handle(event(cloudFormation, "Create", Map.of())))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("500");
    }

    @Test
    void properties_of_another_form_and_tenants_without_a_key_are_named() {
        assertThatThrownBy(() -> ProvisionRequest.of(event(cloudFormation, "Create", Map.of("ApiKeys", "none"))))
                .hasMessageContaining("ApiKeys must be a map");
        ProvisionRequest request = ProvisionRequest.of(
                event(cloudFormation, "Create", Map.of("ApiKeys", Map.of("search", "id1"), "Tags", Map.of("a", "b"))));
        assertThat(request.apiKeys()).containsExactly(Map.entry("search", "id1"));
        assertThat(request.tags()).containsExactly(Map.entry("a", "b"));
        assertThatThrownBy(() ->
                        request.usageIdentifiers(List.of(new TenantId("sandbox")), Map.of(), id -> "value of " + id))
                .hasMessageContaining("tenant sandbox has no API Gateway key");
    }

    @Test
    void a_tenant_without_an_api_gateway_key_of_its_own_is_counted_on_the_shared_one_which_is_asked_for_once() {
        ProvisionRequest request = ProvisionRequest.of(event(
                cloudFormation,
                "Update",
                Map.of("ApiKeys", Map.of("search", "id1"), "SharedApiKey", "id2", "Tags", Map.of("a", "b"))));
        List<String> asked = new ArrayList<>();

        assertThat(request.usageIdentifiers(
                        List.of(new TenantId("search"), new TenantId("sandbox"), new TenantId("trial")),
                        Map.of(),
                        id -> {
                            asked.add(id);
                            return "value of " + id;
                        }))
                .containsOnly(
                        Map.entry(new TenantId("search"), "value of id1"),
                        Map.entry(new TenantId("sandbox"), "value of id2"),
                        Map.entry(new TenantId("trial"), "value of id2"));
        assertThat(asked).containsExactlyInAnyOrder("id1", "id2");
    }

    @Test
    void a_tenant_whose_key_is_made_outside_the_stack_is_counted_on_it_but_one_in_the_stack_comes_first() {
        ProvisionRequest request = ProvisionRequest.of(event(
                cloudFormation,
                "Update",
                Map.of("ApiKeys", Map.of("search", "id1"), "SharedApiKey", "id2", "Tags", Map.of("a", "b"))));
        TenantId search = new TenantId("search");
        TenantId applied = new TenantId("applied");

        assertThat(request.usageIdentifiers(
                        List.of(search, applied),
                        Map.of(search, "not this one", applied, "its own"),
                        id -> "value of " + id))
                .containsOnly(Map.entry(search, "value of id1"), Map.entry(applied, "its own"));
    }
}
