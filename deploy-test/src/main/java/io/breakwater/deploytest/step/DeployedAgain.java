package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.Finished;
import io.breakwater.deploytest.world.Stacks.Standing;
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
        Map<String, Standing> before = world.stacks().standing(world.dev());
        Finished diff = world.typed().type(runner()).getLast();
        diff.mustSay("Nothing changes in ");
        Finished deploy = world.scripts().deploy("dev");
        deploy.mustSucceed("scripts/deploy dev");
        deploy.mustSay("(no changes)");
        Map<String, Standing> after = world.stacks().standing(world.dev());
        for (Map.Entry<String, Standing> stack : before.entrySet()) {
            Standing now = after.get(stack.getKey());
            if (!stack.getValue().equals(now)) {
                throw new Unshown(stack.getKey() + " was " + stack.getValue() + " and is " + now, deploy.log());
            }
        }
    }
}
