package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.ListingCommand;
import io.breakwater.deploytest.world.TestConfig;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.util.List;
import java.util.stream.Collectors;

/// All calls of functions in the steps before are declared, and the build evaluates the functions'
/// policies by these declarations.
///
/// @param decisions the command that lists IAM's decisions
record CallsDeclared(ListingCommand decisions) implements DeployStep {
    @Override
    public String claim() {
        return "every call of a function is one that is declared for it";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        List<RecordedCall> calls = decisions.lines(world).stream()
                .flatMap(line -> RecordedCall.of(line, TestConfig.ENVIRONMENTS).stream())
                .toList();
        Unshown.unless(!calls.isEmpty(), "no call of a function was recorded");
        String undeclared = calls.stream()
                .filter(call -> !call.declared())
                .map(RecordedCall::toString)
                .collect(Collectors.joining("; "));
        Unshown.unless(undeclared.isEmpty(), "not declared in iam/src/main/resources/calls: " + undeclared);
    }
}
