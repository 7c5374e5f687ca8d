package io.breakwater.simulated.bedrock;

import static io.breakwater.simulated.bedrock.Fixture.ACCOUNT_A;
import static io.breakwater.simulated.bedrock.Fixture.ACCOUNT_B;
import static io.breakwater.simulated.bedrock.Fixture.SONNET;
import static io.breakwater.simulated.bedrock.Fixture.roleOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/// An STS that does not answer, throttles or refuses, for one account, over a socket and in real time.
@Timeout(60)
class StsFaultsTest {

    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final SimulatedBedrock simulation =
            SimulatedBedrock.start(Fixture.settings(), Fixture.loopback(0), InstantSource.system(), Thread::sleep);
    private final HttpClient http = HttpClient.newHttpClient();
    private final StsClient sts = StsClient.builder()
            .endpointOverride(simulation.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDGATEWAY", "secret")))
            .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
            .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
            .build();

    @AfterEach
    void stop() {
        sts.close();
        http.close();
        simulation.close();
    }

    private String assumed(String account) {
        return sts.assumeRole(request -> request.roleArn(roleOf(account))
                        .roleSessionName("breakwater")
                        .externalId("breakwater-b")
                        .durationSeconds(900))
                .assumedRoleUser()
                .arn();
    }

    private void faults(String method, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(simulation.endpoint().resolve("/_sim/faults"))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    private void strikeFirstAccount(String fault) throws Exception {
        faults("POST", "[{\"fault\":\"" + fault + "\",\"match\":{\"account\":\"" + ACCOUNT_A + "\"}}]");
    }

    private int modelCall() throws Exception {
        String scope = SimulatedBedrock.accessKeyId(ACCOUNT_A) + "/20260301/us-east-1/bedrock/aws4_request";
        HttpRequest request = HttpRequest.newBuilder(simulation.endpoint().resolve("/model/" + SONNET + "/converse"))
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=" + scope)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]}"))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    @Test
    void a_silent_sts_takes_the_connection_and_never_answers_for_one_account() throws Exception {
        strikeFirstAccount("sts-silent");

        assertThatThrownBy(() -> assumed(ACCOUNT_A)).hasRootCauseInstanceOf(SocketTimeoutException.class);
        assertThat(assumed(ACCOUNT_B)).contains(ACCOUNT_B);
        assertThat(modelCall()).as("model calls of the account").isEqualTo(200);

        faults("DELETE", "");
        assertThat(assumed(ACCOUNT_A)).contains(ACCOUNT_A);
    }

    @ParameterizedTest
    @CsvSource({"sts-throttle, 400, Throttling", "sts-refuse, 403, AccessDenied"})
    void sts_throttles_or_refuses_one_account(String fault, int status, String code) throws Exception {
        strikeFirstAccount(fault);

        assertThatThrownBy(() -> assumed(ACCOUNT_A)).isInstanceOfSatisfying(StsException.class, refused -> {
            assertThat(refused.statusCode()).isEqualTo(status);
            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
        });
        assertThat(assumed(ACCOUNT_B)).contains(ACCOUNT_B);
    }

    @Test
    void sts_fails_a_number_of_times_and_is_healthy_then() throws Exception {
        faults("POST", "[{\"fault\":\"sts-throttle\",\"times\":1}]");

        assertThatThrownBy(() -> assumed(ACCOUNT_A)).isInstanceOf(StsException.class);
        assertThat(assumed(ACCOUNT_A)).contains(ACCOUNT_A);
    }

    @Test
    void faults_of_model_calls_neither_strike_sts_nor_count_its_calls() throws Exception {
        faults("POST", "[{\"fault\":\"throttle\",\"times\":1}]");
        assertThat(assumed(ACCOUNT_A)).contains(ACCOUNT_A);

        assertThat(modelCall()).isEqualTo(429);
        assertThat(modelCall()).isEqualTo(200);
    }
}
