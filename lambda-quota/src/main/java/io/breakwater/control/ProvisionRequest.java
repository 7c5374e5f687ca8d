package io.breakwater.control;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.breakwater.model.TenantId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The properties of the custom resource.
///
/// @param apiKeys `ApiKeys`: the ids of the tenants' API Gateway keys in the stack
/// @param sharedApiKey `SharedApiKey`: the id of the key that counts all other tenants; stacks of
/// earlier versions had none
/// @param tags `Tags`: the tags of the environment's resources
record ProvisionRequest(Map<String, String> apiKeys, Optional<String> sharedApiKey, Map<String, String> tags) {

    static ProvisionRequest of(CloudFormationCustomResourceEvent event) {
        Map<String, Object> properties = event.getResourceProperties();
        return new ProvisionRequest(
                texts(properties, "ApiKeys"),
                Optional.ofNullable(properties.get("SharedApiKey")).map(String::valueOf),
                texts(properties, "Tags"));
    }

    static Map<String, String> texts(Map<String, Object> properties, String name) {
        if (!(properties.get(name) instanceof Map<?, ?> values)) {
            throw new IllegalArgumentException("the property " + name + " must be a map, got " + properties.get(name));
        }
        Map<String, String> texts = new TreeMap<>();
        values.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        return texts;
    }

    /// For each tenant the value of the API Gateway key that counts it. Each key is read once.
    ///
    /// @param own the values of keys that are made outside the stack and ready
    /// @throws IllegalArgumentException if there is none for a tenant: template and code come from
    /// different deploys
    Map<TenantId, String> usageIdentifiers(
            Collection<TenantId> tenants, Map<TenantId, String> own, UnaryOperator<String> valueOf) {
        Map<String, String> values = new HashMap<>();
        return tenants.stream()
                .collect(Collectors.toMap(
                        tenant -> tenant,
                        tenant -> own(tenant, own).orElseGet(() -> values.computeIfAbsent(apiKey(tenant), valueOf))));
    }

    /// A key in the stack comes first.
    private Optional<String> own(TenantId tenant, Map<TenantId, String> own) {
        return apiKeys.containsKey(tenant.value()) ? Optional.empty() : Optional.ofNullable(own.get(tenant));
    }

    private String apiKey(TenantId tenant) {
        return Optional.ofNullable(apiKeys.get(tenant.value()))
                .or(() -> sharedApiKey)
                .orElseThrow(() -> new IllegalArgumentException(
                        "tenant " + tenant + " has no API Gateway key in the template; synthesise and deploy again"));
    }
}
