package io.breakwater.deploytest.world;

import io.breakwater.deploytest.world.Environment.StackAt;
import io.breakwater.ops.account.AccountRegion;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;

/// The stacks in CloudFormation.
public record Stacks(PlaceClients clients) {

    /// The state that a deploy without changes must not change.
    ///
    /// @param updated when it was made or changed last
    /// @param events how many events it has
    public record StackState(String id, String status, Instant updated, int events) {}

    /// A stack if it exists, in any state.
    public Optional<Stack> find(StackAt stack) {
        try {
            return client(stack.place()).describeStacks(ask -> ask.stackName(stack.name())).stacks().stream()
                    .filter(found -> !found.stackStatusAsString().equals("DELETE_COMPLETE"))
                    .findFirst();
        } catch (CloudFormationException absent) {
            if (String.valueOf(absent.getMessage()).contains("does not exist")) {
                return Optional.empty();
            }
            throw absent;
        }
    }

    /// The stacks that exist with an environment's names, as CloudFormation lists them, whether the
    /// environment ought to have them or not.
    public List<StackAt> present(Environment environment) {
        String prefix = environment.naming().resource("");
        return environment.places().stream()
                .flatMap(place -> listed(place)
                        .filter(stack -> stack.stackStatus() != StackStatus.DELETE_COMPLETE)
                        .filter(stack -> stack.stackName().startsWith(prefix))
                        .map(stack -> new StackAt(place, stack.stackName())))
                .toList();
    }

    /// Every stack of an environment.
    ///
    /// @throws Unshown if one does not exist
    public Map<String, StackState> states(Environment environment) throws Unshown {
        Map<String, StackState> states = new TreeMap<>();
        for (StackAt stack : environment.stacks()) {
            Stack found = find(stack).orElseThrow(() -> new Unshown("there is no stack " + stack));
            Instant updated = Optional.ofNullable(found.lastUpdatedTime()).orElse(found.creationTime());
            states.put(
                    stack.toString(),
                    new StackState(
                            found.stackId(),
                            found.stackStatusAsString(),
                            updated,
                            events(stack).size()));
        }
        return states;
    }

    /// @throws Unshown if a stack does not exist, or is not in the state of a successful deploy, or if there
    /// is one more than the environment ought to have
    public void mustBeDeployed(Environment environment) throws Unshown {
        for (Map.Entry<String, StackState> stack : states(environment).entrySet()) {
            String status = stack.getValue().status();
            Unshown.unless(
                    status.equals("CREATE_COMPLETE") || status.equals("UPDATE_COMPLETE"),
                    "stack " + stack.getKey() + " is " + status);
        }
        List<StackAt> unexpected = present(environment).stream()
                .filter(stack -> !environment.stacks().contains(stack))
                .toList();
        Unshown.unless(unexpected.isEmpty(), "not among the stacks of " + environment.name() + ": " + unexpected);
    }

    /// All stacks of a place, those too that were deleted not long ago.
    private Stream<StackSummary> listed(AccountRegion place) {
        return client(place).listStacksPaginator().stackSummaries().stream();
    }

    /// All events of a stack, newest first.
    public List<StackEvent> events(StackAt stack) {
        return client(stack.place())
                .describeStackEventsPaginator(ask -> ask.stackName(stack.name()))
                .stackEvents()
                .stream()
                .toList();
    }

    /// The ids of a stack's resources, by logical id and type.
    public Map<String, String> physicalIds(StackAt stack) {
        Map<String, String> ids = new TreeMap<>();
        resources(stack)
                .forEach(made ->
                        ids.put(made.resourceType() + " " + made.logicalResourceId(), made.physicalResourceId()));
        return ids;
    }

    /// The id of the one resource of a type that a stack has.
    ///
    /// @throws Unshown if there is none
    public String physicalId(StackAt stack, String type) throws Unshown {
        return resources(stack).stream()
                .filter(made -> made.resourceType().equals(type))
                .map(StackResourceSummary::physicalResourceId)
                .findFirst()
                .orElseThrow(() -> new Unshown("stack " + stack + " has no " + type));
    }

    /// The id of the one resource of a type that the newest deleted stack of this name had.
    ///
    /// @throws Unshown if CloudFormation has no record of one
    public String formerPhysicalId(StackAt stack, String type) throws Unshown {
        CloudFormationClient formation = client(stack.place());
        return formation
                .listStacksPaginator(ask -> ask.stackStatusFilters(StackStatus.DELETE_COMPLETE))
                .stackSummaries()
                .stream()
                .filter(gone -> gone.stackName().equals(stack.name()))
                .max(Comparator.comparing(StackSummary::deletionTime))
                .stream()
                .flatMap(gone ->
                        formation
                                .describeStackEventsPaginator(ask -> ask.stackName(gone.stackId()))
                                .stackEvents()
                                .stream())
                .filter(event -> type.equals(event.resourceType()) && event.physicalResourceId() != null)
                .map(StackEvent::physicalResourceId)
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElseThrow(() -> new Unshown("CloudFormation remembers no " + type + " of the deleted " + stack));
    }

    /// Removes the termination protection of a stack.
    public void unprotect(StackAt stack) {
        client(stack.place())
                .updateTerminationProtection(
                        update -> update.stackName(stack.name()).enableTerminationProtection(false));
    }

    private List<StackResourceSummary> resources(StackAt stack) {
        return client(stack.place())
                .listStackResourcesPaginator(ask -> ask.stackName(stack.name()))
                .stackResourceSummaries()
                .stream()
                .toList();
    }

    private CloudFormationClient client(AccountRegion place) {
        return clients.at(place, CloudFormationClient.builder());
    }
}
