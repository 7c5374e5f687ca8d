package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.RestApi;

/// REST APIs with their contents.
record RestApiRemover(Function<Place, ApiGatewayClient> clients) implements ResourceRemover {

    @Override
    public Kind kind() {
        return Kind.REST_API;
    }

    @Override
    public List<FoundResource> list(Place place) {
        return clients.apply(place).getRestApisPaginator().items().stream()
                .filter(api -> CandidateNames.ours(api.name()))
                .map(api -> found(place, api))
                .toList();
    }

    private FoundResource found(Place place, RestApi api) {
        return new FoundResource(
                place,
                kind(),
                api.id(),
                api.name(),
                api.tags(),
                String.valueOf(api.createdDate()),
                FoundResource.State.FREE);
    }

    @Override
    public Optional<String> remove(FoundResource found) {
        return NotFoundErrors.ignored(
                () -> clients.apply(found.place()).deleteRestApi(delete -> delete.restApiId(found.id())));
    }
}
