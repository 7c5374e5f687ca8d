package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import io.breakwater.deploytest.world.GatewayReply;
import io.breakwater.deploytest.world.TestCaller;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;

/// A router of which Lambda starts no further copy, represented by one that may have no copy at all,
/// which works in an emulator.
final class RouterFull implements DeployStep {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    @Override
    public String claim() {
        return "while the router has no copy left, callers are refused with a time to retry, and keys, health and operators are served";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        world.config().writeDevWithoutRouter(QuotaChanged.MORE);
        world.scripts().deploy("dev").mustSucceed("scripts/deploy dev");
        full(world);
        world.config().writeDev(QuotaChanged.MORE);
        world.typed().type(runner());
        world.gateways().as(world.dev(), REGULAR).chat(MODEL).must(OK);
    }

    private static void full(TestWorld world) throws Exception {
        TestCaller caller = world.gateways().as(world.dev(), REGULAR);
        toldToComeBack(caller.chat(MODEL));
        toldToComeBack(caller.converse(MODEL));
        caller.bare("GET", "/v1/usage").must(OK);
        world.gateways().withKey(world.dev(), "").bare("GET", "/healthz").must(OK);
        Gatewayctl.of(world.dev(), world).run("tenants").mustSucceed("scripts/gatewayctl tenants");
    }

    private static void toldToComeBack(GatewayReply reply) throws Unshown {
        reply.must(UNAVAILABLE).mustContain("internal_error");
        Unshown.unless(reply.header("retry-after").equals("1"), "Retry-After is '" + reply.header("retry-after") + "'");
    }
}
