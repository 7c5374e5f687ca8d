package io.breakwater.control;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.breakwater.model.TenantId;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The properties of the custom resource.
///
/// @param apiKeys `ApiKeys`: the id of each tenant's API Gateway key
/// @param tags `Tags`: what the environment's resources are marked with
record ProvisionRequest(Map<String, String> apiKeys, Map<String, String> tags) {

    static ProvisionRequest of(CloudFormationCustomResourceEvent event) {
        Map<String, Object> properties = event.getResourceProperties();
        return new ProvisionRequest(texts(properties, "ApiKeys"), texts(properties, "Tags"));
    }

    static Map<String, String> texts(Map<String, Object> properties, String name) {
        if (!(properties.get(name) instanceof Map<?, ?> values)) {
            throw new IllegalArgumentException("the property " + name + " must be a map, got " + properties.get(name));
        }
        Map<String, String> texts = new TreeMap<>();
        values.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        return texts;
    }

    /// For each tenant the value of its API Gateway key.
    ///
    /// @throws IllegalArgumentException if a tenant has none: template and code come from different deployments
    Map<TenantId, String> usageIdentifiers(Collection<TenantId> tenants, UnaryOperator<String> valueOf) {
        return tenants.stream().collect(Collectors.toMap(tenant -> tenant, tenant -> valueOf.apply(apiKey(tenant))));
    }

    private String apiKey(TenantId tenant) {
        String id = apiKeys.get(tenant.value());
        if (id == null) {
            throw new IllegalArgumentException(
                    "tenant " + tenant + " has no API Gateway key in the template; synthesise and deploy again");
        }
        return id;
    }
}
