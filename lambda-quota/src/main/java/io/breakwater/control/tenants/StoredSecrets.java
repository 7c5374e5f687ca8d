package io.breakwater.control.tenants;

import io.breakwater.identity.ApiKey;
import io.breakwater.model.TenantId;
import io.breakwater.naming.Naming;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/// One secret for each tenant in Secrets Manager: `breakwater/<environment>/tenants/<tenant>`.
///
/// @param tags the tags of a new secret
/// @param key the KMS key for a new secret; empty for AWS's own
public record StoredSecrets(
        SecretsManagerClient client, String environment, Map<String, String> tags, Optional<String> key)
        implements TenantSecrets {

    /// Existing secrets, and new ones under AWS's own key.
    public StoredSecrets(SecretsManagerClient client, String environment, Map<String, String> tags) {
        this(client, environment, tags, Optional.empty());
    }

    @Override
    public Optional<String> read(TenantId tenant) {
        try {
            return Optional.ofNullable(
                    client.getSecretValue(get -> get.secretId(name(tenant))).secretString());
        } catch (ResourceNotFoundException absent) {
            return Optional.empty();
        }
    }

    @Override
    public void keep(TenantId tenant, ApiKey text) {
        try {
            client.putSecretValue(put -> put.secretId(name(tenant)).secretString(text.text()));
        } catch (ResourceNotFoundException absent) {
            client.createSecret(create -> create.name(name(tenant))
                    .description("The API key of Breakwater's tenant " + tenant)
                    .secretString(text.text())
                    .kmsKeyId(key.orElse(null))
                    .tags(marks()));
        }
    }

    @Override
    public void forget(TenantId tenant) {
        try {
            client.deleteSecret(delete -> delete.secretId(name(tenant)).forceDeleteWithoutRecovery(true));
        } catch (ResourceNotFoundException absent) {
            return;
        }
    }

    private List<Tag> marks() {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private String name(TenantId tenant) {
        return Naming.tenantSecret(environment, tenant.value());
    }
}
