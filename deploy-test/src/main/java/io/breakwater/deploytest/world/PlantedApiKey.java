package io.breakwater.deploytest.world;

import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiKey;

/// A key of API Gateway without a usage plan.
record PlantedApiKey(ApiGatewayClient gateway, String name, Map<String, String> tags) implements Planted {
    @Override
    public void plant() {
        gateway.createApiKey(create -> create.name(name).tags(tags));
    }

    @Override
    public boolean isThere() {
        return keys().findAny().isPresent();
    }

    @Override
    public void remove() {
        keys().toList().forEach(key -> gateway.deleteApiKey(delete -> delete.apiKey(key.id())));
    }

    private Stream<ApiKey> keys() {
        return gateway.getApiKeysPaginator().items().stream().filter(key -> name.equals(key.name()));
    }
}
