package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.Found;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiKey;

/// API Gateway's keys. Their values are not asked for.
public record ApiKeys(Function<Place, ApiGatewayClient> clients) implements Sweeper {

    @Override
    public Kind kind() {
        return Kind.API_KEY;
    }

    @Override
    public List<Found> list(Place place) {
        return clients.apply(place).getApiKeysPaginator(get -> get.includeValues(false)).items().stream()
                .filter(key -> key.name() != null && Names.ours(key.name()))
                .map(key -> found(place, key))
                .toList();
    }

    private Found found(Place place, ApiKey key) {
        return new Found(
                place, kind(), key.id(), key.name(), key.tags(), String.valueOf(key.createdDate()), Found.State.FREE);
    }

    @Override
    public Optional<String> remove(Found found) {
        return Gone.ignored(() -> clients.apply(found.place()).deleteApiKey(delete -> delete.apiKey(found.id())));
    }
}
