package io.breakwater.control.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.PublicNames;
import io.breakwater.identity.ApiKey;
import io.breakwater.model.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/// The names under which tenants look for their keys.
class SecretNamesTest {

    /// Has no secret yet, and records which ones are requested.
    private static final class Asked implements SecretsManagerClient {
        private final Set<String> names = new TreeSet<>();
        private final List<String> keys = new ArrayList<>();

        @Override
        public GetSecretValueResponse getSecretValue(GetSecretValueRequest get) {
            names.add("read " + get.secretId());
            throw ResourceNotFoundException.builder().build();
        }

        @Override
        public PutSecretValueResponse putSecretValue(PutSecretValueRequest put) {
            names.add("write " + put.secretId());
            throw ResourceNotFoundException.builder().build();
        }

        @Override
        public CreateSecretResponse createSecret(CreateSecretRequest create) {
            names.add("create " + create.name());
            keys.add(Optional.ofNullable(create.kmsKeyId()).orElse("AWS's own"));
            return CreateSecretResponse.builder().build();
        }

        @Override
        public DeleteSecretResponse deleteSecret(DeleteSecretRequest delete) {
            names.add("delete " + delete.secretId());
            return DeleteSecretResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "secretsmanager";
        }

        @Override
        public void close() {}
    }

    @Test
    void a_new_secret_is_encrypted_with_the_environments_key_where_it_has_one() {
        Asked asked = new Asked();
        TenantId tenant = new TenantId("tenant");
        ApiKey key = ApiKey.generate("dev", new SplittableRandom(1));
        new StoredSecrets(asked, "dev", Map.of(), Optional.of("arn:aws:kms:us-east-1:1:key/2")).keep(tenant, key);
        new StoredSecrets(asked, "dev", Map.of()).keep(tenant, key);
        assertThat(asked.keys).containsExactly("arn:aws:kms:us-east-1:1:key/2", "AWS's own");
    }

    @Test
    void a_tenants_secret_keeps_its_name() {
        Asked asked = new Asked();
        StoredSecrets secrets = new StoredSecrets(asked, "ENV", Map.of());
        TenantId tenant = new TenantId("tenant");
        secrets.read(tenant);
        secrets.keep(tenant, ApiKey.generate("dev", new SplittableRandom(1)));
        secrets.forget(tenant);
        PublicNames.TENANT_SECRETS.are(asked.names);
    }
}
