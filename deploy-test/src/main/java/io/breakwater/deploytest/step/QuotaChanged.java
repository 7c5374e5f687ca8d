package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.FEW;
import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.TINY;

import io.breakwater.deploytest.world.Environment;
import io.breakwater.deploytest.world.Finished;
import io.breakwater.deploytest.world.TestCaller;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.util.List;
import java.util.Map;

/// Ten times as many requests a minute for one tenant: resources with state keep their identity, no
/// function is published anew, and the tenant gets the new limit.
final class QuotaChanged implements DeployStep {
    private static final int OK = 200;
    static final int MORE = 10 * FEW;

    /// The resources that must not be replaced: they have state, their name is known outside, or limits
    /// do not concern them.
    private static final List<String> LASTING = List.of(
            "AWS::DynamoDB::GlobalTable ",
            "AWS::ApiGateway::RestApi ",
            "AWS::ApiGateway::ApiKey ",
            "AWS::ApiGateway::UsagePlan ",
            "AWS::SecretsManager::Secret ",
            "AWS::Lambda::Function ",
            "AWS::Lambda::Version ",
            "Custom::");

    @Override
    public String claim() {
        return "a changed limit counts, without a new version of a function, and the tenant's key stays";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        Environment dev = world.dev();
        Map<String, String> before = world.stacks().physicalIds(dev.gateway());
        String key = world.gateways().key(dev, TINY);
        world.config().writeDev(MORE);
        Finished diff = world.scripts().diff("dev");
        diff.mustSucceed("scripts/diff dev");
        diff.mustSay(dev.gateway().name() + ": ");
        diff.mustSay("nothing is replaced or deleted");
        diff.mustSay("limits: tiny requestsPerMinute " + FEW + " -> " + MORE);
        world.scripts().deploy("dev").mustSucceed("scripts/deploy dev");
        mustLast(before, world.stacks().physicalIds(dev.gateway()));
        mustPass(world.gateways().withKey(dev, key));
    }

    private static void mustLast(Map<String, String> before, Map<String, String> after) throws Unshown {
        for (Map.Entry<String, String> made : before.entrySet()) {
            boolean lasting = LASTING.stream().anyMatch(made.getKey()::startsWith);
            String now = String.valueOf(after.get(made.getKey()));
            Unshown.unless(
                    !lasting || made.getValue().equals(now),
                    made.getKey() + " was " + made.getValue() + " and is " + now);
        }
    }

    private static void mustPass(TestCaller caller) throws Exception {
        for (int call = 0; call < 3 * FEW; call++) {
            caller.chat(MODEL).must(OK);
        }
    }
}
