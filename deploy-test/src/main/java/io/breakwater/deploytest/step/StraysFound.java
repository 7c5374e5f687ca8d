package io.breakwater.deploytest.step;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.deploytest.world.Cleanup;
import io.breakwater.deploytest.world.Finished;
import io.breakwater.deploytest.world.Planted;
import io.breakwater.deploytest.world.Strays;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/// Typical leftovers of services and people, planted by hand, beside resources that only look like
/// them.
final class StraysFound implements DeployStep {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String claim() {
        return "what prod left behind is found and planned for removal, and nothing that belongs to others";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        Strays.of(world.prod(), world).all().forEach(Planted::plant);
        Strays strays = Strays.of(world.prod(), world);
        Cleanup cleanup = Cleanup.of(world.prod(), world);
        Finished verified = cleanup.verify();
        Unshown.unless(verified.exit() == 1, "verify ended with " + verified.exit() + ", see " + verified.log());
        Finished planned = cleanup.makePlan();
        planned.mustSucceed("scripts/cleanup plan");
        mustPlan(planned(cleanup), strays);
    }

    /// The names of the resources that the plan removes, without those that it only lists as doubtful.
    private static Set<String> planned(Cleanup cleanup) throws IOException {
        Set<String> names = new TreeSet<>();
        JSON.readTree(cleanup.plan().toFile())
                .path("items")
                .forEach(item -> names.add(item.path("name").asText()));
        return names;
    }

    private static void mustPlan(Set<String> planned, Strays strays) throws Unshown {
        for (Planted own : strays.own()) {
            Unshown.unless(planned.contains(own.name()), "the plan lacks " + own.name());
        }
        for (Planted foreign : strays.foreign()) {
            Unshown.unless(!planned.contains(foreign.name()), "the plan removes " + foreign.name());
        }
    }
}
