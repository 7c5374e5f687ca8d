package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.Found;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.RestApi;

/// REST APIs with all that is in them.
public record RestApis(Function<Place, ApiGatewayClient> clients) implements Sweeper {

    @Override
    public Kind kind() {
        return Kind.REST_API;
    }

    @Override
    public List<Found> list(Place place) {
        return clients.apply(place).getRestApisPaginator().items().stream()
                .filter(api -> Names.ours(api.name()))
                .map(api -> found(place, api))
                .toList();
    }

    private Found found(Place place, RestApi api) {
        return new Found(
                place, kind(), api.id(), api.name(), api.tags(), String.valueOf(api.createdDate()), Found.State.FREE);
    }

    @Override
    public Optional<String> remove(Found found) {
        return Gone.ignored(() -> clients.apply(found.place()).deleteRestApi(delete -> delete.restApiId(found.id())));
    }
}
