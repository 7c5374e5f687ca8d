package io.breakwater.adapters.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.AccountId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

class AccountAccessTest {
    private static final AccountId HOME = new AccountId("123456789012");
    private static final AccountId OTHER = new AccountId("222222222222");
    private static final String POLICY = "{\"Version\":\"2012-10-17\"}";
    private static final AwsCredentialsProvider OWN =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKOWN", "secret"));

    private final Sessions sts = new Sessions();
    private final AccountAccess access = AccountAccess.of(sts, OWN, "Operator");

    @Test
    void in_another_account_the_session_is_of_the_role_and_has_the_policy() {
        AssumeRoleRequest session = sts.of(access.limited(OTHER, POLICY));
        assertThat(session.roleArn()).isEqualTo("arn:aws:iam::222222222222:role/Operator");
        assertThat(session.policy()).isEqualTo(POLICY);
    }

    @Test
    void without_limits_the_session_has_no_policy() {
        assertThat(sts.of(access.to(OTHER)).policy()).isNull();
    }

    @Test
    void each_session_has_its_own_limits() {
        AwsCredentialsProvider narrow = access.limited(OTHER, POLICY);
        AwsCredentialsProvider wide = access.to(OTHER);
        assertThat(sts.of(narrow).policy()).isEqualTo(POLICY);
        assertThat(sts.of(wide).policy()).isNull();
    }

    @Test
    void in_the_callers_own_account_its_credentials_stay_as_they_are() {
        assertThat(access.caller()).isEqualTo(HOME);
        assertThat(access.limited(HOME, POLICY)).isSameAs(OWN);
        assertThat(sts.given).isEmpty();
    }

    /// An STS of one account that remembers, by access key, what it issued to whom.
    private static final class Sessions implements StsClient {
        private final Map<String, AssumeRoleRequest> given = new HashMap<>();

        AssumeRoleRequest of(AwsCredentialsProvider credentials) {
            return given.get(credentials.resolveCredentials().accessKeyId());
        }

        @Override
        public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
            return GetCallerIdentityResponse.builder().account(HOME.value()).build();
        }

        @Override
        public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
            String key = "AS" + given.size();
            given.put(key, request);
            return AssumeRoleResponse.builder()
                    .credentials(session ->
                            session.accessKeyId(key).secretAccessKey("secret").sessionToken("token"))
                    .build();
        }

        @Override
        public String serviceName() {
            return "sts";
        }

        @Override
        public void close() {}
    }
}
