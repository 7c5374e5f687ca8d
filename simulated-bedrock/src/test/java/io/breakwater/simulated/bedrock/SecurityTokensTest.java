package io.breakwater.simulated.bedrock;

import static io.breakwater.simulated.bedrock.Fixture.ACCOUNT_A;
import static io.breakwater.simulated.bedrock.Fixture.ACCOUNT_B;
import static io.breakwater.simulated.bedrock.Fixture.asking;
import static io.breakwater.simulated.bedrock.Fixture.roleOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.StsException;

class SecurityTokensTest {
    private static final String AWS_FORM_OF_B = "ASIATHPL2AOHA7X2AAAA";
    private static final String AWS_FORM_OF_ANOTHER = "ASIAU3HBXAVKQ7X2AAAA";

    private final Fixture fixture = Fixture.started();
    private final StsClient gateway = sts(AwsBasicCredentials.create("AKIDGATEWAY", "secret"));

    @AfterEach
    void stop() {
        gateway.close();
        fixture.close();
    }

    private StsClient sts(AwsCredentials credentials) {
        return StsClient.builder()
                .endpointOverride(fixture.simulation.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    private AwsSessionCredentials assumed(String account, String externalId) {
        return assumedRole(roleOf(account), externalId);
    }

    private AwsSessionCredentials assumedRole(String role, String externalId) {
        AssumeRoleResponse answer = gateway.assumeRole(request -> request.roleArn(role)
                .roleSessionName("breakwater")
                .externalId(externalId)
                .durationSeconds(900));
        assertThat(answer.credentials().expiration()).isEqualTo(Fixture.START.plusSeconds(900));
        return AwsSessionCredentials.create(
                answer.credentials().accessKeyId(),
                answer.credentials().secretAccessKey(),
                answer.credentials().sessionToken());
    }

    private BedrockRuntimeClient bedrock(AwsCredentials credentials) {
        return BedrockRuntimeClient.builder()
                .endpointOverride(fixture.simulation.endpoint())
                .region(Region.US_WEST_2)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    @Test
    void an_assumed_role_calls_bedrock_in_its_own_account() {
        try (BedrockRuntimeClient client = bedrock(assumed(ACCOUNT_B, "breakwater-b"))) {
            client.converse(asking("hi"));
        }
        LoggedInvocation call = fixture.simulation.invocations().getFirst();

        assertThat(call.accountId()).isEqualTo(ACCOUNT_B);
        assertThat(call.region()).isEqualTo("us-west-2");
        assertThat(call.caller().arn()).isEqualTo("arn:aws:sts::222222222222:assumed-role/breakwater-shard/breakwater");
    }

    @Test
    void credentials_of_another_sts_call_bedrock_in_the_account_that_their_key_names() {
        try (BedrockRuntimeClient client = bedrock(of(AWS_FORM_OF_B))) {
            client.converse(asking("hi"));
        }
        assertThat(fixture.simulation.invocations().getFirst().accountId()).isEqualTo(ACCOUNT_B);
    }

    @Test
    void a_key_of_an_account_that_is_not_simulated_is_refused_whoever_gave_it_out() {
        try (BedrockRuntimeClient client = bedrock(of(AWS_FORM_OF_ANOTHER))) {
            assertThatThrownBy(() -> client.converse(asking("hi"))).hasMessageContaining("security token");
        }
    }

    private static AwsSessionCredentials of(String accessKey) {
        return AwsSessionCredentials.create(accessKey, "secret", "a token of its own");
    }

    @Test
    void get_caller_identity_tells_the_assumed_role() {
        try (StsClient client = sts(assumed(ACCOUNT_A, "whatever"))) {
            assertThat(client.getCallerIdentity().account()).isEqualTo(ACCOUNT_A);
            assertThat(client.getCallerIdentity().arn()).endsWith(":assumed-role/breakwater-shard/breakwater");
        }
    }

    @Test
    void a_wrong_external_id_and_an_unknown_account_are_denied() {
        assertThatThrownBy(() -> assumed(ACCOUNT_B, "something-else"))
                .isInstanceOfSatisfying(StsException.class, denied -> {
                    assertThat(denied.statusCode()).isEqualTo(403);
                    assertThat(denied.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                })
                .hasMessageContaining(roleOf(ACCOUNT_B));
        assertThatThrownBy(() -> assumed("333333333333", "")).hasMessageContaining("sts:AssumeRole");
    }

    @Test
    void another_role_of_a_known_account_is_denied() {
        String other = "arn:aws:iam::" + ACCOUNT_A + ":role/somebody-else";

        assertThatThrownBy(() -> assumedRole(other, "")).hasMessageContaining(other);
    }

    @Test
    void a_role_outside_the_simulated_accounts_is_refused_before_the_start() {
        assertThatThrownBy(() -> new SimulatedAccounts(Set.of(ACCOUNT_A), Map.of(roleOf(ACCOUNT_B), "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(roleOf(ACCOUNT_B));
    }

    @Test
    void a_session_ends() {
        AwsSessionCredentials session = assumed(ACCOUNT_A, "");
        fixture.now.updateAndGet(now -> now.plusSeconds(900));

        try (BedrockRuntimeClient client = bedrock(session)) {
            assertThatThrownBy(() -> client.converse(asking("hi")))
                    .hasMessageContaining("The security token included in the request is expired");
        }
    }
}
