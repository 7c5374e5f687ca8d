package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.Found;
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
public record InferenceProfiles(Function<Place, BedrockClient> clients) implements Sweeper {

    @Override
    public Kind kind() {
        return Kind.INFERENCE_PROFILE;
    }

    @Override
    public List<Found> list(Place place) {
        BedrockClient bedrock = clients.apply(place);
        return bedrock
                .listInferenceProfilesPaginator(list -> list.typeEquals(InferenceProfileType.APPLICATION))
                .inferenceProfileSummaries()
                .stream()
                .filter(profile -> Names.ours(profile.inferenceProfileName()))
                .map(profile -> found(place, profile, tags(bedrock, profile)))
                .toList();
    }

    private Found found(Place place, InferenceProfileSummary profile, Map<String, String> tags) {
        return new Found(
                place,
                kind(),
                profile.inferenceProfileArn(),
                profile.inferenceProfileName(),
                tags,
                String.valueOf(profile.createdAt()),
                Found.State.FREE);
    }

    private static Map<String, String> tags(BedrockClient bedrock, InferenceProfileSummary profile) {
        return Gone.orElse(
                Map.of(),
                () -> Names.tags(
                        bedrock.listTagsForResource(list -> list.resourceARN(profile.inferenceProfileArn()))
                                .tags(),
                        Tag::key,
                        Tag::value));
    }

    @Override
    public Optional<String> remove(Found found) {
        return Gone.ignored(() -> clients.apply(found.place())
                .deleteInferenceProfile(delete -> delete.inferenceProfileIdentifier(found.id())));
    }
}
