package io.breakwater.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

class NewRightsTest {
    private final List<Duration> pauses = new ArrayList<>();
    private final NewRights rights = new NewRights(pauses::add);

    private static AwsServiceException said(String code) {
        return SecretsManagerException.builder()
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .statusCode(400)
                .build();
    }

    @Test
    void rights_that_count_only_later_are_waited_for() {
        Deque<AwsServiceException> refusals =
                new ArrayDeque<>(List.of(said("AccessDeniedException"), said("AccessDenied")));

        String secret = rights.call(() -> {
            if (!refusals.isEmpty()) {
                throw refusals.pop();
            }
            return "pepper";
        });

        assertThat(secret).isEqualTo("pepper");
        assertThat(pauses).hasSize(2);
    }

    @Test
    void rights_that_never_come_are_told_within_a_minute() {
        assertThatThrownBy(() -> rights.call(() -> {
                    throw said("AccessDeniedException");
                }))
                .isInstanceOf(AwsServiceException.class);
        assertThat(pauses.stream().mapToLong(Duration::toSeconds).sum()).isBetween(30L, 60L);
    }

    @Test
    void an_error_that_is_no_refusal_is_thrown_at_once() {
        assertThatThrownBy(() -> rights.call(() -> {
                    throw said("ResourceNotFoundException");
                }))
                .isInstanceOf(AwsServiceException.class);
        assertThat(pauses).isEmpty();
    }
}
