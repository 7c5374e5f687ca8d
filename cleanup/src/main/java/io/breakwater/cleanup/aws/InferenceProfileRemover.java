package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileSummary;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileType;
import software.amazon.awssdk.services.bedrock.model.Tag;

/// Application inference profiles.
record InferenceProfileRemover(Function<Place, BedrockClient> clients) implements ResourceRemover {

    @Override
    public Kind kind() {
        return Kind.INFERENCE_PROFILE;
    }

    @Override
    public List<FoundResource> list(Place place) {
        BedrockClient bedrock = clients.apply(place);
        return bedrock
                .listInferenceProfilesPaginator(list -> list.typeEquals(InferenceProfileType.APPLICATION))
                .inferenceProfileSummaries()
                .stream()
                .filter(profile -> CandidateNames.ours(profile.inferenceProfileName()))
                .map(profile -> found(place, profile, tags(bedrock, profile)))
                .toList();
    }

    private FoundResource found(Place place, InferenceProfileSummary profile, Map<String, String> tags) {
        return new FoundResource(
                place,
                kind(),
                profile.inferenceProfileArn(),
                profile.inferenceProfileName(),
                tags,
                String.valueOf(profile.createdAt()),
                FoundResource.State.FREE);
    }

    private static Map<String, String> tags(BedrockClient bedrock, InferenceProfileSummary profile) {
        return NotFoundErrors.orElse(
                Map.of(),
                () -> CandidateNames.tags(
                        bedrock.listTagsForResource(list -> list.resourceARN(profile.inferenceProfileArn()))
                                .tags(),
                        Tag::key,
                        Tag::value));
    }

    @Override
    public Optional<String> remove(FoundResource found) {
        return NotFoundErrors.ignored(() -> clients.apply(found.place())
                .deleteInferenceProfile(delete -> delete.inferenceProfileIdentifier(found.id())));
    }
}
