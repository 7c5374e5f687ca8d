package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.OwnStack;
import io.breakwater.cleanup.own.Place;
import io.breakwater.cleanup.own.Recorded;
import io.breakwater.cleanup.own.Records;
import io.breakwater.cleanup.own.ToolkitJudge;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;

/// CloudFormation's records of a place's CDK bootstrap and of all other existing stacks.
///
/// A stack `CDKToolkit` is the CDK's if it has the parameter with the bootstrap's version. The events
/// of a deleted one are kept for 90 days.
record ToolkitRecords(Function<Place, CloudFormationClient> clients) {
    private static final String STACK_TYPE = "AWS::CloudFormation::Stack";

    /// @throws software.amazon.awssdk.core.exception.SdkException if CloudFormation cannot be read
    Records in(Place place) {
        CloudFormationClient formation = clients.apply(place);
        List<OwnStack> stacks = formation.listStacksPaginator().stackSummaries().stream()
                .filter(stack -> stack.parentId() == null)
                .filter(stack -> stack.stackStatus() != StackStatus.DELETE_COMPLETE || isToolkit(stack))
                .map(stack ->
                        new OwnStack(place, stack.stackName(), stack.stackId(), String.valueOf(stack.stackStatus())))
                .toList();
        Set<Recorded> made = new HashSet<>();
        stacks.stream()
                .filter(stack -> stack.name().equals(ToolkitJudge.STACK))
                .forEach(toolkit -> made.addAll(recorded(formation, toolkit)));
        return new Records(stacks, made, Map.of());
    }

    private static boolean isToolkit(StackSummary stack) {
        return stack.stackName().equals(ToolkitJudge.STACK);
    }

    /// The stack's present and former resources and the stack itself; nothing if it is not the CDK's.
    private static Set<Recorded> recorded(CloudFormationClient formation, OwnStack toolkit) {
        Set<Recorded> made = (toolkit.stands() ? resources(formation, toolkit) : events(formation, toolkit))
                .filter(recorded -> !recorded.id().isEmpty())
                .collect(Collectors.toSet());
        boolean theirs = made.stream().anyMatch(ToolkitRecords::isVersion);
        made.add(new Recorded(toolkit.place(), STACK_TYPE, toolkit.id()));
        return theirs ? made : Set.of();
    }

    private static boolean isVersion(Recorded recorded) {
        return recorded.type().equals("AWS::SSM::Parameter")
                && recorded.id().matches("/cdk-bootstrap/[a-z0-9]{1,10}/version");
    }

    private static Stream<Recorded> resources(CloudFormationClient formation, OwnStack toolkit) {
        return formation
                .listStackResourcesPaginator(list -> list.stackName(toolkit.id()))
                .stackResourceSummaries()
                .stream()
                .map(resource -> recorded(toolkit, resource.resourceType(), resource.physicalResourceId()));
    }

    private static Stream<Recorded> events(CloudFormationClient formation, OwnStack toolkit) {
        return formation
                .describeStackEventsPaginator(describe -> describe.stackName(toolkit.id()))
                .stackEvents()
                .stream()
                .map(event -> recorded(toolkit, event.resourceType(), event.physicalResourceId()));
    }

    private static Recorded recorded(OwnStack toolkit, String type, String id) {
        return new Recorded(toolkit.place(), type, Objects.requireNonNullElse(id, ""));
    }
}
