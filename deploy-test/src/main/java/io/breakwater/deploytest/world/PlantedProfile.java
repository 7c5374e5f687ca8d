package io.breakwater.deploytest.world;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileSummary;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileType;
import software.amazon.awssdk.services.bedrock.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrock.model.Tag;

/// An application inference profile.
///
/// @param source the ARN of the profile it is copied from
record PlantedProfile(BedrockClient bedrock, String name, String source, Map<String, String> tags) implements Planted {
    @Override
    public void plant() {
        List<Tag> marks = tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        bedrock.createInferenceProfile(create -> create.inferenceProfileName(name)
                .modelSource(model -> model.copyFrom(source))
                .tags(marks));
    }

    @Override
    public boolean isThere() {
        return profiles().findAny().isPresent();
    }

    @Override
    public void remove() {
        profiles()
                .toList()
                .forEach(profile -> bedrock.deleteInferenceProfile(
                        delete -> delete.inferenceProfileIdentifier(profile.inferenceProfileArn())));
    }

    /// Whether the endpoint keeps the tags of profiles, as AWS does; also true while the profile does
    /// not exist.
    public boolean hasItsTags() {
        return profiles().allMatch(this::isTagged);
    }

    /// Whether it has its tags; an emulator may not know the resource in a request for tags.
    private boolean isTagged(InferenceProfileSummary profile) {
        try {
            return bedrock.listTagsForResource(ask -> ask.resourceARN(profile.inferenceProfileArn())).tags().stream()
                    .anyMatch(tag -> tag.value().equals(tags.get(tag.key())));
        } catch (ResourceNotFoundException unknown) {
            return false;
        }
    }

    private Stream<InferenceProfileSummary> profiles() {
        return bedrock
                .listInferenceProfilesPaginator(ask -> ask.typeEquals(InferenceProfileType.APPLICATION))
                .inferenceProfileSummaries()
                .stream()
                .filter(profile -> profile.inferenceProfileName().equals(name));
    }
}
