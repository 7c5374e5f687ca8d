package io.breakwater.fleet;

import io.breakwater.model.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/// Plays a plan: arrivals, faults, deaths, and the checks at the end.
final class FleetRun {
    /// How many times as much a noisy tenant sends.
    static final double NOISE = 50;

    /// The time after the last arrival until no client waits for an answer any more.
    private static final Duration ALL_ENDED = Duration.ofMinutes(3);

    /// A limit of requests per minute that one user can reach alone.
    private static final int FEW = 8;

    private static final Duration BETWEEN_LAST = Duration.ofSeconds(6);

    /// The real time between two checks whether the run is stuck.
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final FleetPlan plan;
    private final FleetWorld world;
    private final Fleet fleet;
    private final FleetClient client;
    private final SplittableRandom arrivals;

    /// @param lines how many lines of history to keep
    FleetRun(FleetPlan plan, Variant variant, int lines) {
        SplittableRandom random = new SplittableRandom(plan.seed());
        this.plan = plan;
        this.arrivals = random.split();
        this.world = new FleetWorld(plan, variant, random.split(), lines);
        this.fleet = new Fleet(world, random.split());
        this.client = new FleetClient(world, fleet, random.split());
    }

    /// Runs it to its end.
    ///
    /// @return what was seen
    FleetWorld play() {
        fleet.begin();
        plan.loads().forEach(this::arrive);
        world.time().start(plan.length().plus(ALL_ENDED), this::lastRequests);
        plan.faults().forEach(this::begin);
        Thread loop = Thread.ofVirtual().unstarted(world.time()::run);
        Throwable[] broken = new Throwable[1];
        loop.setUncaughtExceptionHandler((_, trouble) -> broken[0] = trouble);
        loop.start();
        await(loop);
        if (broken[0] != null) {
            throw new AssertionError(broken[0].getMessage(), broken[0]);
        }
        new EndState(world).check();
        return world;
    }

    /// The tenants' last requests, one after the other: no other takes the room that one was told to wait for.
    private void lastRequests() throws InterruptedException {
        for (FleetPlan.Load load : world.clocksJump() ? List.<FleetPlan.Load>of() : plan.loads()) {
            client.lastRequest(load);
            pause(BETWEEN_LAST);
        }
        pause(ALL_ENDED);
        spendLimits();
    }

    private void pause(Duration time) {
        world.time().about(null);
        world.time().sleep(time);
    }

    /// Has one tenant with few requests a minute reach its limits, if the copies' clocks agree.
    private void spendLimits() throws InterruptedException {
        for (FleetPlan.Load load : plan.clocksDiffer() ? List.<FleetPlan.Load>of() : plan.loads()) {
            if (hasFew(load.tenant().limits().requestsPerMinute())) {
                client.spendsAndWaits(load);
                return;
            }
        }
    }

    private static boolean hasFew(long perMinute) {
        return perMinute > 0 && perMinute <= FEW;
    }

    private void await(Thread loop) {
        try {
            while (!loop.join(LOOK)) {
                if (world.time().stuck()) {
                    throw new AssertionError("a simulated thread waits for a lock that a sleeping one holds");
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("told to stop in the middle of a run", stopped);
        }
    }

    private void arrive(FleetPlan.Load load) {
        if (load.users() > 0) {
            for (int user = 0; user < load.users(); user++) {
                world.time().start(gap(load.perSecond()), () -> live(load));
            }
        } else if (load.perSecond() > 0) {
            world.time().at(gap(load.perSecond()), () -> next(load));
        }
    }

    /// Plays a user who asks, reads, and asks again.
    private void live(FleetPlan.Load load) throws InterruptedException {
        while (world.time().elapsed().compareTo(plan.length()) < 0) {
            client.arrives(load);
            pause(gap(load.perSecond()));
        }
    }

    private void next(FleetPlan.Load load) {
        Duration now = world.time().elapsed();
        if (now.compareTo(plan.length()) < 0) {
            world.time().start(now, () -> client.arrives(load));
            world.time().at(now.plus(gap(rate(load))), () -> next(load));
        }
    }

    private double rate(FleetPlan.Load load) {
        Tenant tenant = load.tenant();
        return world.faults()
                .on(FleetFault.NOISY, tenant.id().value())
                .map(fault -> noise(load, fault))
                .orElse(load.perSecond());
    }

    private double noise(FleetPlan.Load load, FaultSpan fault) {
        if (fault.strength() == 1) {
            world.findings().saw("a tenant sent fifty times as much");
        }
        return load.perSecond() * NOISE * fault.strength();
    }

    /// The time to the next arrival, exponential as for independent users.
    private Duration gap(double perSecond) {
        double seconds = -Math.log(1 - arrivals.nextDouble()) / perSecond;
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    private void begin(FaultSpan fault) {
        world.time().at(fault.from(), () -> world.trace().add("begins: " + fault.text()));
        world.time().at(fault.until(), () -> world.trace().add("ends: " + fault.text()));
        switch (fault.kind()) {
            case COPY_DEATH -> world.time().at(fault.from(), () -> die(fault));
            case CLOCK_JUMP ->
                world.time()
                        .at(fault.from(), () -> fleet.jump(Duration.ofSeconds((long) (600 * fault.strength() - 300))));
            case DRAIN -> drain(fault);
            case SUSPENDED -> suspend(fault);
            case LIMITS_CHANGED, TARGET_REMOVED, TARGET_ADDED, TARGET_CHANGED -> rollOut(fault);
            case FleetFault _ -> {}
        }
    }

    /// Once, whatever it changes.
    private void rollOut(FaultSpan fault) {
        if (world.rollout().span().filter(fault::equals).isPresent()) {
            world.time().at(fault.from(), () -> fleet.rollOut(fault));
        }
    }

    private void die(FaultSpan fault) {
        if (fault.on(world.time().elapsed())) {
            fleet.kill();
            world.time().at(world.time().elapsed().plus(gap(Math.max(0.05, fault.strength()))), () -> die(fault));
        }
    }

    private void suspend(FaultSpan fault) {
        plan.loads().stream()
                .map(FleetPlan.Load::tenant)
                .filter(tenant -> fault.whom().equals(FaultSpan.EVERYBODY)
                        || fault.whom().equals(tenant.id().value()))
                .forEach(tenant -> {
                    world.time().at(fault.from(), () -> world.suspend(tenant, true));
                    world.time().at(fault.until(), () -> world.suspend(tenant, false));
                });
    }

    /// Operators drain targets and shards. There is no order for everybody, and in the schedules before
    /// [FullAlphabet#FIRST_SEED] that have it nothing comes of it.
    private void drain(FaultSpan fault) {
        if (fault.whom().equals(FaultSpan.EVERYBODY)) {
            return;
        }
        world.time().at(fault.from(), () -> world.drain(fault.whom(), true));
        world.time().at(fault.until(), () -> world.drain(fault.whom(), false));
    }
}
