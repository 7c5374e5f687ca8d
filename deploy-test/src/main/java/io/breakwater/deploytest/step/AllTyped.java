package io.breakwater.deploytest.step;

import io.breakwater.deploytest.docs.DocumentedCommand;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.TypedCommands;
import io.breakwater.deploytest.world.Unshown;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Every step has typed all commands that the listing assigns to it.
final class AllTyped implements DeployStep {
    private final Set<String> steps;
    private String lacking = "";

    /// @param steps by their names in the listing
    public AllTyped(Set<String> steps) {
        this.steps = Set.copyOf(steps);
    }

    @Override
    public String claim() {
        return "every command of the pages that is listed for this test was typed as it is written" + lacking;
    }

    /// Without a simulated Bedrock nothing is denied on purpose, so that there is no target to be reset.
    private Set<String> shown(TestWorld world) {
        String reset = new TargetReset().runner();
        return steps.stream()
                .filter(step -> world.bedrock().isPresent() || !step.equals(reset))
                .collect(Collectors.toSet());
    }

    @Override
    public void show(TestWorld world) throws Exception {
        TypedCommands typed = world.typed();
        List<DocumentedCommand> left = typed.left(shown(world));
        Unshown.unless(left.isEmpty(), "not typed: " + left);
        if (!typed.lacking().isEmpty()) {
            lacking = typed.lacking().stream()
                    .map(command -> command + " (" + String.join(", ", command.lacks()) + ")")
                    .collect(
                            Collectors.joining("; ", ", except those that need a program that is not installed: ", ""));
        }
    }
}
