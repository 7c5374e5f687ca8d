package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiKey;

/// API Gateway's keys. Their values are not read.
record ApiKeyRemover(Function<Place, ApiGatewayClient> clients) implements ResourceRemover {

    @Override
    public Kind kind() {
        return Kind.API_KEY;
    }

    @Override
    public List<FoundResource> list(Place place) {
        return clients.apply(place).getApiKeysPaginator(get -> get.includeValues(false)).items().stream()
                .filter(key -> key.name() != null && CandidateNames.ours(key.name()))
                .map(key -> found(place, key))
                .toList();
    }

    private FoundResource found(Place place, ApiKey key) {
        return new FoundResource(
                place,
                kind(),
                key.id(),
                key.name(),
                key.tags(),
                String.valueOf(key.createdDate()),
                FoundResource.State.FREE);
    }

    @Override
    public Optional<String> remove(FoundResource found) {
        return NotFoundErrors.ignored(
                () -> clients.apply(found.place()).deleteApiKey(delete -> delete.apiKey(found.id())));
    }
}
