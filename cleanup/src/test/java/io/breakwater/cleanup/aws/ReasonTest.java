package io.breakwater.cleanup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class ReasonTest {

    @Test
    void what_aws_said_comes_without_its_support_ids() {
        AwsServiceException refused = AwsServiceException.builder()
                .message("not authorized (Service: Iam, Status Code: 403, Request ID: x) (SDK Attempt Count: 1)")
                .build();
        assertThat(Reason.of(refused)).isEqualTo("not authorized");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ResourceNotFoundException",
                "NotFoundException",
                "NoSuchEntity",
                "ParameterNotFound",
                "InvalidResourceId"
            })
    void a_resource_that_is_gone_is_no_failure(String code) {
        assertThat(NotFoundErrors.orElse("gone", () -> {
                    throw refusal(code);
                }))
                .isEqualTo("gone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AccessDenied", "Throttling", "ConflictException"})
    void a_refusal_is_a_failure(String code) {
        assertThatThrownBy(() -> NotFoundErrors.ignored(() -> {
                    throw refusal(code);
                }))
                .isInstanceOf(AwsServiceException.class);
    }

    private static AwsServiceException refusal(String code) {
        return AwsServiceException.builder().awsErrorDetails(details(code)).build();
    }

    static AwsErrorDetails details(String code) {
        return AwsErrorDetails.builder().errorCode(code).build();
    }
}
