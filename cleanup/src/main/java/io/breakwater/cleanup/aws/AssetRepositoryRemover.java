package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.Repository;

/// The image repositories of the CDK's bootstrap, with their images.
record AssetRepositoryRemover(Function<Place, EcrClient> clients) implements ResourceRemover {

    @Override
    public Kind kind() {
        return Kind.ASSET_REPOSITORY;
    }

    @Override
    public List<FoundResource> list(Place place) {
        return clients.apply(place).describeRepositoriesPaginator().repositories().stream()
                .filter(repository -> repository.repositoryName().startsWith("cdk-"))
                .map(repository -> found(place, repository))
                .toList();
    }

    private FoundResource found(Place place, Repository repository) {
        return new FoundResource(
                place,
                kind(),
                repository.repositoryName(),
                repository.repositoryName(),
                Map.of(),
                String.valueOf(repository.createdAt()),
                FoundResource.State.FREE);
    }

    @Override
    public Optional<String> remove(FoundResource found) {
        return NotFoundErrors.ignored(() -> clients.apply(found.place())
                .deleteRepository(delete -> delete.repositoryName(found.id()).force(true)));
    }
}
