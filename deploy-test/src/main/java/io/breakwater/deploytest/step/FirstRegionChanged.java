package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import io.breakwater.model.Region;
import java.util.Map;

/// The shard's role has a stack of its own, so that no stack creates a resource that another one still
/// has.
final class FirstRegionChanged implements DeployStep {
    private static final int OK = 200;
    private static final String ROLE = "AWS::IAM::Role ";

    @Override
    public String claim() {
        return "another first Region of a shard is deployed, its role stays, and its tenants' calls are answered";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        Map<String, String> before = roles(world);
        Region first = world.places().shardA().region();
        world.config().writeProd(first, world.places().shardB().region());
        world.scripts().deploy("prod").mustSucceed("scripts/deploy prod");
        Map<String, String> after = roles(world);
        Unshown.unless(!before.isEmpty() && before.equals(after), "the role was " + before + " and is " + after);
        world.gateways().as(world.prod(), REGULAR).chat(MODEL).must(OK);
    }

    /// The resources of the stack of the second shard's role.
    private static Map<String, String> roles(TestWorld world) {
        Map<String, String> made = world.stacks().physicalIds(world.prod().roleOf("b"));
        made.keySet().removeIf(key -> !key.startsWith(ROLE));
        return made;
    }
}
