package io.breakwater.ops.deploy.world;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileSummary;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileType;
import software.amazon.awssdk.services.bedrock.model.Tag;

/// An application inference profile.
///
/// @param source the ARN of the profile it is copied from
public record PlantedProfile(BedrockClient bedrock, String name, String source, Map<String, String> tags)
        implements Planted {
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

    private Stream<InferenceProfileSummary> profiles() {
        return bedrock
                .listInferenceProfilesPaginator(ask -> ask.typeEquals(InferenceProfileType.APPLICATION))
                .inferenceProfileSummaries()
                .stream()
                .filter(profile -> profile.inferenceProfileName().equals(name));
    }
}
