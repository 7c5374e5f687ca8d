package io.breakwater.cleanup.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.cleanup.own.Example;
import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrock.model.GetModelInvocationLoggingConfigurationRequest;
import software.amazon.awssdk.services.bedrock.model.GetModelInvocationLoggingConfigurationResponse;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.ListKeysRequest;
import software.amazon.awssdk.services.kms.model.ListKeysResponse;
import software.amazon.awssdk.services.kms.model.ListResourceTagsRequest;
import software.amazon.awssdk.services.kms.model.ListResourceTagsResponse;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsRequest;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.Tag;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceResponse;

/// Services whose answers differ from what one would expect.
class SweepersTest {

    @Test
    void a_secret_that_is_listed_for_minutes_after_it_went_is_not_left_over() {
        assertThat(new SecretRemover(_ -> new StaleSecrets(Set.of("arn:there"))).list(Example.HOME))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.id()).isEqualTo("arn:there");
                    assertThat(found.tags()).isEqualTo(Map.of("a", "b"));
                });
    }

    @Test
    void a_key_whose_own_policy_keeps_everybody_out_does_not_hide_the_others() {
        KmsKeyRemover keys = new KmsKeyRemover(
                _ -> new LockedKeys("because no resource-based policy allows the kms:DescribeKey action"));
        assertThat(keys.list(Example.HOME)).extracting(FoundResource::id).containsExactly("open");
    }

    @Test
    void a_caller_who_may_not_look_at_keys_is_told_so() {
        KmsKeyRemover keys = new KmsKeyRemover(
                _ -> new LockedKeys("because no identity-based policy allows the kms:DescribeKey action"));
        assertThatThrownBy(() -> keys.list(Example.HOME)).isInstanceOf(SdkException.class);
    }

    @Test
    void a_saved_setting_that_nobody_can_read_is_a_reason_why_the_setting_stays() {
        InvocationLoggingRemover logging =
                new InvocationLoggingRemover(_ -> new OurLogging(), _ -> new BrokenText(), "/saved");
        FoundResource found = logging.list(Example.SHARD).getFirst();
        assertThat(found.kind()).isEqualTo(Kind.INVOCATION_LOGGING);
        assertThatThrownBy(() -> logging.remove(found))
                .isInstanceOf(SdkException.class)
                .hasMessageContaining("/saved: the saved setting must be Bedrock's JSON or 'none', got {broken");
    }

    /// Lists one secret that exists and one that no longer exists.
    private record StaleSecrets(Set<String> there) implements SecretsManagerClient {
        @Override
        public ListSecretsResponse listSecrets(ListSecretsRequest request) {
            return ListSecretsResponse.builder()
                    .secretList(Stream.of("arn:there", "arn:gone")
                            .map(arn -> SecretListEntry.builder()
                                    .arn(arn)
                                    .name("breakwater-dev-" + arn)
                                    .build())
                            .toList())
                    .build();
        }

        @Override
        public DescribeSecretResponse describeSecret(DescribeSecretRequest request) {
            if (!there.contains(request.secretId())) {
                throw ResourceNotFoundException.builder()
                        .awsErrorDetails(ReasonTest.details("ResourceNotFoundException"))
                        .build();
            }
            return DescribeSecretResponse.builder()
                    .arn(request.secretId())
                    .name("breakwater-dev-pepper")
                    .tags(Tag.builder().key("a").value("b").build())
                    .build();
        }

        @Override
        public String serviceName() {
            return "secretsmanager";
        }

        @Override
        public void close() {}
    }

    /// A key that may be read and a key that may not.
    private record LockedKeys(String why) implements KmsClient {
        @Override
        public ListKeysResponse listKeys(ListKeysRequest request) {
            return ListKeysResponse.builder()
                    .keys(Stream.of("locked", "open")
                            .map(id -> KeyListEntry.builder().keyId(id).build())
                            .toList())
                    .build();
        }

        @Override
        public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
            if (request.keyId().equals("locked")) {
                throw KmsException.builder()
                        .message("not authorized to perform: kms:DescribeKey " + why)
                        .awsErrorDetails(ReasonTest.details("AccessDeniedException"))
                        .build();
            }
            return DescribeKeyResponse.builder()
                    .keyMetadata(KeyMetadata.builder()
                            .keyId(request.keyId())
                            .keyManager(KeyManagerType.CUSTOMER)
                            .build())
                    .build();
        }

        @Override
        public ListResourceTagsResponse listResourceTags(ListResourceTagsRequest request) {
            return ListResourceTagsResponse.builder().truncated(false).build();
        }

        @Override
        public String serviceName() {
            return "kms";
        }

        @Override
        public void close() {}
    }

    private static final class OurLogging implements BedrockClient {
        @Override
        public GetModelInvocationLoggingConfigurationResponse getModelInvocationLoggingConfiguration(
                GetModelInvocationLoggingConfigurationRequest request) {
            return GetModelInvocationLoggingConfigurationResponse.builder()
                    .loggingConfig(setting ->
                            setting.cloudWatchConfig(logs -> logs.logGroupName("/breakwater/dev/invocations")))
                    .build();
        }

        @Override
        public String serviceName() {
            return "bedrock";
        }

        @Override
        public void close() {}
    }

    private static final class BrokenText implements SsmClient {
        @Override
        public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
            return ListTagsForResourceResponse.builder().build();
        }

        @Override
        public GetParameterResponse getParameter(GetParameterRequest request) {
            return GetParameterResponse.builder()
                    .parameter(parameter -> parameter.value("{broken"))
                    .build();
        }

        @Override
        public String serviceName() {
            return "ssm";
        }

        @Override
        public void close() {}
    }
}
