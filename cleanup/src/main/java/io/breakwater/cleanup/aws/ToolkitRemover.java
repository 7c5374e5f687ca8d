package io.breakwater.cleanup.aws;

import io.breakwater.call.Pause;
import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import io.breakwater.cleanup.own.ToolkitJudge;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;

/// The stacks of the CDK's bootstrap: its roles, its parameter and the bucket's policy go with them.
record ToolkitRemover(Function<Place, CloudFormationClient> clients, Pause pause) implements ResourceRemover {
    private static final Duration BETWEEN = Duration.ofSeconds(5);

    /// Ten minutes; a bootstrap takes less than one.
    private static final int LOOKS = 120;

    @Override
    public Kind kind() {
        return Kind.TOOLKIT;
    }

    @Override
    public List<FoundResource> list(Place place) {
        return clients.apply(place).listStacksPaginator().stackSummaries().stream()
                .filter(stack -> stack.stackName().equals(ToolkitJudge.STACK))
                .filter(stack -> stack.stackStatus() != StackStatus.DELETE_COMPLETE)
                .map(stack -> found(place, stack))
                .toList();
    }

    private FoundResource found(Place place, StackSummary stack) {
        return new FoundResource(
                place,
                kind(),
                stack.stackId(),
                stack.stackName(),
                Map.of(),
                String.valueOf(stack.creationTime()),
                FoundResource.State.FREE);
    }

    @Override
    public Optional<String> remove(FoundResource found) {
        CloudFormationClient formation = clients.apply(found.place());
        formation.deleteStack(delete -> delete.stackName(found.id()));
        for (int look = 0; look < LOOKS; look++) {
            Stack stack = formation
                    .describeStacks(describe -> describe.stackName(found.id()))
                    .stacks()
                    .getFirst();
            if (ended(stack)) {
                return Optional.empty();
            }
            sleep();
        }
        throw SdkClientException.create("it is still being deleted after ten minutes; run this again later");
    }

    /// Whether it is gone. For a moment it may still look as it did before.
    private static boolean ended(Stack stack) {
        return switch (stack.stackStatus()) {
            case DELETE_COMPLETE -> true;
            case DELETE_FAILED ->
                throw SdkClientException.create("its deletion ended in %s: %s; see its events"
                        .formatted(stack.stackStatus(), stack.stackStatusReason()));
            default -> false;
        };
    }

    private void sleep() {
        try {
            pause.pause(BETWEEN);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw SdkClientException.create("stopped while the stack was being deleted; run this again", stopped);
        }
    }
}
