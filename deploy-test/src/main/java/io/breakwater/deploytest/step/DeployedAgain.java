package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.Finished;
import io.breakwater.deploytest.world.Stacks.StackState;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.util.Map;

/// Every stack keeps the instant of its last change and the number of its events.
final class DeployedAgain implements DeployStep {
    @Override
    public String claim() {
        return "the second deploy changes nothing, and the diff says so before";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        Map<String, StackState> before = world.stacks().states(world.dev());
        Finished diff = world.typed().type(runner()).getLast();
        diff.mustSay("Nothing changes in ");
        Finished deploy = world.scripts().deploy("dev");
        deploy.mustSucceed("scripts/deploy dev");
        deploy.mustSay("(no changes)");
        Map<String, StackState> after = world.stacks().states(world.dev());
        for (Map.Entry<String, StackState> stack : before.entrySet()) {
            StackState now = after.get(stack.getKey());
            if (!stack.getValue().equals(now)) {
                throw new Unshown(stack.getKey() + " was " + stack.getValue() + " and is " + now, deploy.log());
            }
        }
    }
}
