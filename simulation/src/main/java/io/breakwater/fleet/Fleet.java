package io.breakwater.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// The copies of the gateway, as under Lambda or a load balancer: a request goes to any free copy, or
/// waits for a new one if there may be more.
final class Fleet {
    private static final int COLD_START_MILLIS = 400;
    private static final int COLD_START_SPREAD_MILLIS = 800;
    private static final int MOST_SKEW_SECONDS = 30;

    private final FleetWorld world;
    private final FleetPlan.Shape shape;
    private final SplittableRandom random;
    private final List<FleetCopy> copies = new ArrayList<>();
    private int starting;
    private int numbers;

    Fleet(FleetWorld world, SplittableRandom random) {
        this.world = world;
        this.shape = world.plan().shape();
        this.random = random;
    }

    /// Starts the copies that exist from the beginning.
    void begin() {
        for (int copy = 0; copy < Math.min(shape.warm(), shape.copies()); copy++) {
            copies.add(made());
        }
        copies.forEach(copy -> world.time().start(Duration.ZERO, copy::warmUp));
    }

    private FleetCopy made() {
        Duration skew = world.faults()
                .on(FleetFault.CLOCK_SKEW)
                .map(fault -> Duration.ofMillis((long) (1_000 * MOST_SKEW_SECONDS * (2 * random.nextDouble() - 1))))
                .orElse(Duration.ZERO);
        return new FleetCopy(numbers++, world, skew, random.split());
    }

    /// A copy with a free place; empty if all are busy and there may be no more. Waits for a cold
    /// start.
    Optional<FleetCopy> free() {
        Optional<FleetCopy> ready = ready();
        if (ready.isPresent() || copies.size() + starting >= shape.copies()) {
            return ready;
        }
        starting++;
        world.figures().startsCold(world.time().elapsed());
        world.time().sleep(Duration.ofMillis(COLD_START_MILLIS + random.nextInt(COLD_START_SPREAD_MILLIS)));
        FleetCopy cold = made();
        world.findings().saw("a copy started cold");
        cold.warmUp();
        starting--;
        copies.add(cold);
        return Optional.of(cold);
    }

    private Optional<FleetCopy> ready() {
        List<FleetCopy> free = copies.stream()
                .filter(copy -> copy.warm() && copy.busy() < shape.each())
                .toList();
        return free.isEmpty() ? Optional.empty() : Optional.of(free.get(random.nextInt(free.size())));
    }

    /// Puts a new copy into the place of each old one by and by until the rollout ends. An old one goes on with what
    /// it serves.
    void rollOut(FaultSpan span) {
        List<FleetCopy> old = List.copyOf(copies);
        Duration each = span.until().minus(span.from()).dividedBy(old.size() + 1L);
        for (int copy = 0; copy < old.size(); copy++) {
            FleetCopy victim = old.get(copy);
            world.time().start(span.from().plus(each.multipliedBy(copy + 1L)), () -> replace(victim));
        }
    }

    private void replace(FleetCopy old) {
        if (copies.contains(old)) {
            FleetCopy next = made();
            next.warmUp();
            copies.add(next);
            copies.remove(old);
        }
    }

    /// Kills one copy, whatever it is doing.
    void kill() {
        if (!copies.isEmpty()) {
            FleetCopy victim = copies.remove(random.nextInt(copies.size()));
            world.trace().add("copy " + victim.number() + " dies with " + victim.busy());
            world.findings().saw(victim.busy() > 0 ? "a copy died at work" : "an idle copy died");
            victim.die();
        }
    }

    void jump(Duration by) {
        if (!copies.isEmpty()) {
            copies.get(random.nextInt(copies.size())).jump(by);
        }
    }

    List<FleetCopy> copies() {
        return copies;
    }
}
