package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.Environment;
import io.breakwater.deploytest.world.Remains;
import io.breakwater.deploytest.world.TestConfig;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import io.breakwater.naming.Naming;
import io.breakwater.ops.account.AccountRegion;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// With the protection removed by hand. Only resources with state remain.
final class ProdDestroyed implements DeployStep {
    @Override
    public String claim() {
        return "prod is destroyed once its protection is lifted; its tables, its pepper and its tenants' keys stay";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        Environment prod = world.prod();
        prod.stacks().forEach(world.stacks()::unprotect);
        world.scripts().destroy("prod").mustSucceed("scripts/destroy prod");
        Set<String> remains = new TreeSet<>(new Remains(world.clients(), world.stacks()).of(prod));
        Unshown.unless(remains.equals(kept(prod)), "left: " + remains + " instead of " + kept(prod));
    }

    private static Set<String> kept(Environment prod) {
        Naming naming = prod.naming();
        AccountRegion home = prod.home();
        Set<String> kept = new TreeSet<>(Set.of(
                "table " + naming.resource("quota") + " in " + home,
                "table " + naming.resource("health") + " in " + home,
                "table " + naming.resource("keys") + " in " + home,
                "table " + naming.resource("tenants") + " in " + home,
                "table " + naming.resource("configured") + " in " + home,
                "secret " + naming.resource("pepper") + " in " + home));
        for (String tenant : List.of(TestConfig.REGULAR, TestConfig.TINY, TestConfig.FALLING)) {
            kept.add("secret " + prod.keySecret(tenant) + " in " + home);
        }
        return kept;
    }
}
