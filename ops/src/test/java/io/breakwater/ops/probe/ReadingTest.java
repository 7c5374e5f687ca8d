package io.breakwater.ops.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/// Any exception of AWS, or of what stands in for it, becomes an answer in one line.
class ReadingTest {

    @Test
    void an_absent_resource_is_an_answer() {
        assertThat(read(error("NoSuchEntity", "gone"), "NoSuchEntity")).isInstanceOf(Seen.NotThere.class);
    }

    @Test
    void a_refusal_says_who_refused_what() {
        assertThat(read(error("AccessDenied", "User: x is not authorized\nto perform: iam:GetRole"), "NoSuchEntity"))
                .isEqualTo(new Seen.Unreadable<>("AccessDenied: User: x is not authorized to perform: iam:GetRole"));
    }

    @Test
    void an_endpoint_that_lacks_the_call_is_no_surprise() {
        assertThat(read(AwsServiceException.builder().statusCode(501).build()))
                .isEqualTo(new Seen.Unreadable<>("the endpoint answered status 501"));
    }

    @Test
    void an_endpoint_that_does_not_answer_is_told_as_unreadable() {
        assertThat(read(SdkClientException.create("x".repeat(500))))
                .isInstanceOfSatisfying(
                        Seen.Unreadable.class,
                        silent -> assertThat(silent.why())
                                .startsWith("no answer: xxx")
                                .hasSizeLessThan(230));
    }

    @Test
    void who_has_no_credentials_is_told_to_sign_in_and_not_where_the_sdk_has_looked() {
        String chain =
                "Unable to load credentials from any of the providers in the chain AwsCredentialsProviderChain(...)";

        assertThat(read(SdkClientException.create(chain)))
                .isEqualTo(new Seen.Unreadable<>(
                        "there are no AWS credentials; sign in as for the AWS CLI (such as AWS_PROFILE)"));
    }

    private static Seen<String> read(SdkException thrown, String... absent) {
        return Reading.of(Set.of(absent), () -> {
            throw thrown;
        });
    }

    private static SdkException error(String code, String message) {
        return AwsServiceException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }
}
