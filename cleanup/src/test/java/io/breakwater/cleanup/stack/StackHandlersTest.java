package io.breakwater.cleanup.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.breakwater.lambda.FakeCloudFormation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;

/// What the functions tell CloudFormation.
class StackHandlersTest {
    private static final Map<String, Object> LOGGING = Map.of(
            "LogGroup", "/breakwater/dev/invocations",
            "Role", "arn:aws:iam::111111111111:role/ours",
            "Prompts", "false",
            "Parameter", "/breakwater/dev/invocation-logging-before",
            "Tags", Map.of("breakwater:environment", "dev"));
    private static final Map<String, Object> LATE =
            Map.of("Functions", List.of("breakwater-dev-router", "breakwater-dev-usage"));

    private final FakeAccount account = new FakeAccount();
    private final FakePlace place = new FakePlace();
    private FakeCloudFormation cloudFormation;

    @BeforeEach
    void start() throws IOException {
        cloudFormation = new FakeCloudFormation();
    }

    @AfterEach
    void stop() {
        cloudFormation.close();
    }

    @Test
    void create_sets_the_log_and_delete_puts_back_what_was_there() {
        assertThat(logging("Create", LOGGING)).isEqualTo("SUCCESS");
        assertThat(account.present).isPresent();
        assertThat(logging("Update", LOGGING)).isEqualTo("SUCCESS");
        assertThat(logging("Delete", LOGGING)).isEqualTo("SUCCESS");

        assertThat(account.present).isEmpty();
        assertThat(cloudFormation.answers)
                .extracting(answer -> answer.path("PhysicalResourceId").asText())
                .containsOnly("Resource");
    }

    @Test
    void the_log_of_another_environment_fails_the_deployment_with_its_name() {
        account.present = Optional.of(new OwnSetting("/breakwater/prod/invocations", "role", false).config());

        assertThat(logging("Create", LOGGING)).isEqualTo("FAILED");

        assertThat(reason()).contains("environment 'prod'");
        assertThat(logging("Delete", LOGGING))
                .as("and its roll-back goes through")
                .isEqualTo("SUCCESS");
    }

    @Test
    void a_property_that_is_missing_is_named() {
        assertThat(logging("Create", Map.of())).isEqualTo("FAILED");
        assertThat(reason()).contains("the property LogGroup must be a text, got null");
        assertThat(late("Delete", Map.of("Functions", "router"))).isEqualTo("FAILED");
        assertThat(reason()).contains("the property Functions must be a list, got router");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Create", "Update"})
    void log_groups_are_left_alone_while_the_environment_stands(String type) {
        place.groups.add("/aws/lambda/breakwater-dev-router");
        place.functions.add("breakwater-dev-router");

        assertThat(late(type, LATE)).isEqualTo("SUCCESS");

        assertThat(place.groups).hasSize(1);
    }

    @Test
    void a_group_of_somebody_else_is_refused_before_anything_is_made_and_survives_the_roll_back() {
        place.groups.add("/aws/lambda/breakwater-dev-router");

        assertThat(late("Create", LATE)).isEqualTo("FAILED");
        assertThat(reason()).contains("already exist: /aws/lambda/breakwater-dev-router");
        assertThat(lateAfter(
                        cloudFormation
                                .answers
                                .getLast()
                                .path("PhysicalResourceId")
                                .asText(),
                        "Delete"))
                .isEqualTo("SUCCESS");

        assertThat(place.groups).containsExactly("/aws/lambda/breakwater-dev-router");
    }

    @Test
    void the_roll_back_of_a_create_that_could_not_look_deletes_nothing() {
        place.groups.add("/aws/lambda/breakwater-dev-router");

        assertThat(late("Create", Map.of("Functions", "router"))).isEqualTo("FAILED");
        assertThat(lateAfter(
                        cloudFormation
                                .answers
                                .getLast()
                                .path("PhysicalResourceId")
                                .asText(),
                        "Delete"))
                .isEqualTo("SUCCESS");

        assertThat(place.groups).hasSize(1);
    }

    /// If a function was killed before it answered, CloudFormation makes up the id.
    @Test
    void the_roll_back_of_a_create_that_never_answered_deletes_nothing() {
        place.groups.add("/aws/lambda/breakwater-dev-router");
        assertThat(lateAfter("breakwater-dev-cleanup-LateLogs-1A2B3C", "Delete"))
                .isEqualTo("SUCCESS");
        assertThat(place.groups).hasSize(1);
        assertThat(cloudFormation.answers.getLast().path("PhysicalResourceId").asText())
                .isEqualTo("breakwater-dev-cleanup-LateLogs-1A2B3C");
    }

    @Test
    void delete_takes_away_what_late_lines_brought_back_and_nothing_else() {
        place.groups.addAll(Set.of("/aws/lambda/breakwater-dev-router", "/aws/lambda/breakwater-dev-router-2"));

        assertThat(late("Delete", LATE)).isEqualTo("SUCCESS");

        assertThat(place.groups).containsExactly("/aws/lambda/breakwater-dev-router-2");
    }

    @Test
    void the_group_of_a_function_that_lives_stays() {
        place.groups.addAll(Set.of("/aws/lambda/breakwater-dev-router", "/aws/lambda/breakwater-dev-usage"));
        place.functions.add("breakwater-dev-router");

        assertThat(late("Delete", LATE)).isEqualTo("SUCCESS");

        assertThat(place.groups).containsExactly("/aws/lambda/breakwater-dev-router");
    }

    @Test
    void what_aws_refuses_does_not_hold_up_the_stack_nor_the_other_groups() {
        place.groups.addAll(Set.of("/aws/lambda/breakwater-dev-router", "/aws/lambda/breakwater-dev-usage"));
        place.refused = "/aws/lambda/breakwater-dev-router";

        assertThat(late("Delete", LATE)).isEqualTo("SUCCESS");

        assertThat(place.groups).containsExactly("/aws/lambda/breakwater-dev-router");
    }

    @Test
    void a_defect_is_answered_as_a_failure() {
        LateLogsHandler broken = new LateLogsHandler(() -> {
            throw new IllegalStateException("no Region");
        });

        assertThat(broken.handle(event("Delete", LATE))).isEqualTo("FAILED");
        assertThat(reason()).contains("no Region");
    }

    @Test
    void a_reason_of_any_length_and_script_fits_into_an_answer() {
        LateLogsHandler broken = new LateLogsHandler(() -> {
            throw new IllegalStateException("\u7121".repeat(5_000));
        });
        assertThat(broken.handle(event("Create", LATE))).isEqualTo("FAILED");
        assertThat(cloudFormation.answers.getLast().toString().getBytes(UTF_8))
                .as("with 700 bytes for ids")
                .hasSizeLessThan(4_096 - 700);
    }

    private String logging(String type, Map<String, Object> properties) {
        return new InvocationLoggingHandler(given -> account.as(InvocationLoggingHandler.own(given)))
                .handle(event(type, properties));
    }

    private String late(String type, Map<String, Object> properties) {
        return new LateLogsHandler(() -> new LateLogRemoval(place)).handle(event(type, properties));
    }

    private String lateAfter(String physicalId, String type) {
        CloudFormationCustomResourceEvent event = event(type, LATE);
        event.setPhysicalResourceId(physicalId);
        return new LateLogsHandler(() -> new LateLogRemoval(place)).handle(event);
    }

    private CloudFormationCustomResourceEvent event(String type, Map<String, Object> properties) {
        return CloudFormationCustomResourceEvent.builder()
                .withRequestType(type)
                .withResponseUrl(cloudFormation.url())
                .withStackId("stack")
                .withRequestId("request")
                .withLogicalResourceId("Resource")
                .withPhysicalResourceId(type.equals("Create") ? null : "Resource")
                .withResourceProperties(properties)
                .build();
    }

    private String reason() {
        return cloudFormation.answers.getLast().path("Reason").asText();
    }

    private static final class FakePlace implements LogPlace {
        final Set<String> functions = new TreeSet<>();
        final Set<String> groups = new TreeSet<>();
        String refused = "";

        @Override
        public boolean hasFunction(String name) {
            return functions.contains(name);
        }

        @Override
        public boolean hasGroup(String name) {
            return groups.contains(name);
        }

        @Override
        public boolean deleteGroup(String name) {
            if (name.equals(refused)) {
                throw CloudWatchLogsException.builder().message("protected").build();
            }
            return groups.remove(name);
        }
    }
}
