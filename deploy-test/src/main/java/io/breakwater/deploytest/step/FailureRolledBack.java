package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.Environment;
import io.breakwater.deploytest.world.Finished;
import io.breakwater.deploytest.world.Planted;
import io.breakwater.deploytest.world.PlantedLogGroup;
import io.breakwater.deploytest.world.Remains;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/// A third environment, blocked by somebody else's log group with the name of its access log.
final class FailureRolledBack implements DeployStep {
    @Override
    public String claim() {
        return "a deploy that fails is rolled back, and destroying it leaves only what was there before";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        Environment stage = world.stage();
        Planted foreigner = new PlantedLogGroup(
                world.clients().at(stage.home(), CloudWatchLogsClient.builder()),
                "/breakwater/" + stage.name() + "/access",
                Map.of());
        foreigner.plant();
        Finished deploy = world.scripts().deploy("stage");
        deploy.mustFail("scripts/deploy stage");
        deploy.mustSay("already exist");
        mustBeRolledBack(world, stage, deploy);
        world.scripts().destroy("stage").mustSucceed("scripts/destroy stage");
        Unshown.unless(foreigner.isThere(), foreigner.name() + " is gone, and was not the stack's own");
        foreigner.remove();
        List<String> remains = new Remains(world.clients(), world.stacks()).of(stage);
        Unshown.unless(remains.isEmpty(), "left: " + remains);
    }

    private static void mustBeRolledBack(TestWorld world, Environment stage, Finished deploy) throws Unshown {
        String status = world.stacks()
                .find(stage.gateway())
                .map(stack -> stack.stackStatusAsString())
                .orElse("gone");
        if (!status.equals("ROLLBACK_COMPLETE")) {
            throw new Unshown(stage.gateway() + " is " + status, deploy.log());
        }
    }
}
