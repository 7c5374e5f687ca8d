package io.breakwater.ops.demo;

import io.breakwater.control.tenants.StoredSecrets;
import io.breakwater.demo.DemoException;
import io.breakwater.model.TenantId;
import io.breakwater.ops.account.Deployment;
import io.breakwater.ops.probe.Reading;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// The API keys of tenants, from Secrets Manager of the gateway account.
record TenantKeys(Deployment deployment) {

    /// @throws DemoException if a tenant has no key
    Map<String, String> of(Collection<String> tenants) throws DemoException {
        try (SecretsManagerClient client = deployment.home().of(SecretsManagerClient.builder())) {
            StoredSecrets secrets =
                    new StoredSecrets(client, deployment.settings().environment(), Map.of());
            Map<String, String> keys = new HashMap<>();
            for (String tenant : tenants) {
                keys.put(tenant, secrets.read(new TenantId(tenant)).orElseThrow(() -> noKey(tenant)));
            }
            return keys;
        } catch (SdkException refused) {
            throw DemoException.unusable("The tenants' keys cannot be read: " + Reading.sentence(refused));
        }
    }

    private DemoException noKey(String tenant) {
        return DemoException.unusable("Tenant %s has no key in Secrets Manager; deploy %s with it first"
                .formatted(tenant, deployment.settings().environment()));
    }
}
