package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

/// SSM parameters. Their values are not read.
record ParameterRemover(Function<Place, SsmClient> clients) implements ResourceRemover {
    private static final ParameterStringFilter OURS = ParameterStringFilter.builder()
            .key("Name")
            .option("BeginsWith")
            .values("/" + CandidateNames.START + "/")
            .build();

    @Override
    public Kind kind() {
        return Kind.PARAMETER;
    }

    @Override
    public List<FoundResource> list(Place place) {
        SsmClient ssm = clients.apply(place);
        return ssm.describeParametersPaginator(describe -> describe.parameterFilters(OURS)).stream()
                .flatMap(page -> page.parameters().stream())
                .map(parameter -> found(place, parameter, tags(ssm, parameter.name())))
                .toList();
    }

    private FoundResource found(Place place, ParameterMetadata parameter, Map<String, String> tags) {
        return new FoundResource(
                place,
                kind(),
                parameter.name(),
                parameter.name(),
                tags,
                parameter.version() + " " + parameter.lastModifiedDate(),
                FoundResource.State.FREE);
    }

    /// The tags of a parameter; none if it is gone.
    static Map<String, String> tags(SsmClient ssm, String name) {
        return NotFoundErrors.orElse(
                Map.of(),
                () -> CandidateNames.tags(
                        ssm.listTagsForResource(list -> list.resourceType(ResourceTypeForTagging.PARAMETER)
                                        .resourceId(name))
                                .tagList(),
                        Tag::key,
                        Tag::value));
    }

    @Override
    public Optional<String> remove(FoundResource found) {
        return NotFoundErrors.ignored(
                () -> clients.apply(found.place()).deleteParameter(delete -> delete.name(found.id())));
    }
}
