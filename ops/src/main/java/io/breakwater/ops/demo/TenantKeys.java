package io.breakwater.ops.demo;

import io.breakwater.demo.DemoException;
import io.breakwater.naming.Naming;
import io.breakwater.ops.probe.Reading;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/// The API keys of tenants, from Secrets Manager in the gateway account.
record TenantKeys(Deployment deployment) {

    /// @throws DemoException if a tenant has no key
    Map<String, String> of(Collection<String> tenants) throws DemoException {
        try (SecretsManagerClient client = deployment.home().of(SecretsManagerClient.builder())) {
            Map<String, String> keys = new HashMap<>();
            for (String tenant : tenants) {
                keys.put(tenant, key(client, tenant));
            }
            return keys;
        } catch (SdkException refused) {
            throw DemoException.unusable("The tenants' keys cannot be read: " + Reading.sentence(refused));
        }
    }

    private String key(SecretsManagerClient client, String tenant) throws DemoException {
        String name = Naming.tenantSecret(deployment.settings().environment(), tenant);
        try {
            return Optional.ofNullable(
                            client.getSecretValue(get -> get.secretId(name)).secretString())
                    .orElseThrow(() -> noKey(tenant));
        } catch (ResourceNotFoundException absent) {
            throw noKey(tenant);
        }
    }

    private DemoException noKey(String tenant) {
        return DemoException.unusable("Tenant %s has no key in Secrets Manager; deploy %s with it first"
                .formatted(tenant, deployment.settings().environment()));
    }
}
