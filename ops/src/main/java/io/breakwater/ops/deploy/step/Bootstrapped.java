package io.breakwater.ops.deploy.step;

import io.breakwater.ops.deploy.world.Place;
import io.breakwater.ops.deploy.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// All places at once: each is bootstrapped with its own account's credentials.
public final class Bootstrapped implements Step {
    @Override
    public String claim() {
        return "every account is bootstrapped, with trust in the gateway's";
    }

    @Override
    public void show(World world) throws Exception {
        List<Callable<Void>> jobs = new ArrayList<>();
        world.places().all().forEach(place -> jobs.add(() -> bootstrap(world, place)));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> job : threads.invokeAll(jobs)) {
                await(job);
            }
        }
    }

    private static Void bootstrap(World world, Place place) throws Exception {
        world.scripts()
                .bootstrap(place, world.places().home(), world.clients().credentials(place.account()))
                .mustSucceed("the bootstrap of " + place);
        return null;
    }

    private static void await(Future<Void> job) throws Exception {
        try {
            job.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
