package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.OwnNames;
import io.breakwater.cleanup.own.OwnStack;
import io.breakwater.cleanup.own.Place;
import io.breakwater.cleanup.own.Recorded;
import io.breakwater.cleanup.own.Records;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/// What CloudFormation recorded of an environment's stacks in a place. It keeps a deleted stack's events for 90 days
/// ("ListStacks", AWS CloudFormation API Reference), by its ARN only.
record StackRecords(Function<Place, CloudFormationClient> clients, OwnNames names) {

    /// @throws software.amazon.awssdk.core.exception.SdkException if CloudFormation cannot be read
    public Records in(Place place) {
        CloudFormationClient formation = clients.apply(place);
        List<OwnStack> stacks = formation.listStacksPaginator().stackSummaries().stream()
                .filter(stack -> names.stack(stack.stackName()))
                .flatMap(stack -> own(formation, place, stack).stream())
                .toList();
        Set<Recorded> made = new HashSet<>();
        Map<Recorded, String> living = new HashMap<>();
        for (OwnStack stack : stacks) {
            made(formation, stack).forEach(made::add);
            living(formation, stack).forEach(recorded -> living.put(recorded, stack.name()));
        }
        return new Records(stacks, made, living);
    }

    /// The stack if it has the environment's tags; the name alone is not enough.
    private Optional<OwnStack> own(CloudFormationClient formation, Place place, StackSummary summary) {
        return NotFoundErrors.orElse(Optional.empty(), () -> {
            Stack stack = formation
                    .describeStacks(describe -> describe.stackName(summary.stackId()))
                    .stacks()
                    .getFirst();
            Map<String, String> tags = CandidateNames.tags(stack.tags(), Tag::key, Tag::value);
            return tags.entrySet().containsAll(names.naming().tags().entrySet())
                    ? Optional.of(new OwnStack(
                            place, stack.stackName(), stack.stackId(), String.valueOf(stack.stackStatusAsString())))
                    : Optional.empty();
        });
    }

    private static Stream<Recorded> made(CloudFormationClient formation, OwnStack stack) {
        return formation.describeStackEventsPaginator(describe -> describe.stackName(stack.id())).stackEvents().stream()
                .flatMap(event -> recorded(stack, event.resourceType(), event.physicalResourceId()).stream());
    }

    private static Stream<Recorded> living(CloudFormationClient formation, OwnStack stack) {
        return stack.stands()
                ? formation
                        .listStackResourcesPaginator(list -> list.stackName(stack.id()))
                        .stackResourceSummaries()
                        .stream()
                        .filter(resource -> resource.resourceStatus() != ResourceStatus.DELETE_COMPLETE)
                        .flatMap(resource ->
                                recorded(stack, resource.resourceType(), resource.physicalResourceId()).stream())
                : Stream.empty();
    }

    /// Empty for an event from before the resource had an id.
    private static Optional<Recorded> recorded(OwnStack stack, String type, String id) {
        return Objects.requireNonNullElse(id, "").isEmpty()
                ? Optional.empty()
                : Optional.of(new Recorded(stack.place(), type, id));
    }
}
