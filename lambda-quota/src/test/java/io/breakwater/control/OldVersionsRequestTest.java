package io.breakwater.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OldVersionsRequestTest {
    private static CloudFormationCustomResourceEvent event(Map<String, Object> properties) {
        return CloudFormationCustomResourceEvent.builder()
                .withRequestType("DeleteOldVersions")
                .withResourceProperties(properties)
                .build();
    }

    @Test
    void the_schedule_names_the_functions_and_how_long_a_version_is_kept() {
        assertThat(OldVersionsRequest.of(event(Map.of("Functions", List.of("a", "b"), "KeptMinutes", 60))))
                .isEqualTo(new OldVersionsRequest(List.of("a", "b"), Duration.ofHours(1)));
    }

    @Test
    void what_is_missing_or_of_another_form_is_named_and_nothing_is_deleted() {
        assertThatThrownBy(() -> OldVersionsRequest.of(event(Map.of("KeptMinutes", 60))))
                .hasMessage("the property Functions must be a list, got null");
        assertThatThrownBy(() -> OldVersionsRequest.of(event(Map.of("Functions", List.of("a")))))
                .hasMessage("the property KeptMinutes must be a number from 0, got null");
        assertThatThrownBy(() -> OldVersionsRequest.of(event(Map.of("Functions", List.of("a"), "KeptMinutes", -1))))
                .hasMessage("the property KeptMinutes must be a number from 0, got -1");
    }
}
