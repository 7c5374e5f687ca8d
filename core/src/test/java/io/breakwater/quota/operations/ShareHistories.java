package io.breakwater.quota.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Priority;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/// What must hold for priorities at a target that is short of capacity; each history is played from a
/// seed.
final class ShareHistories {
    private static final long SECOND = 1_000_000_000L;
    private static final int MINUTES = 10;

    private ShareHistories() {}

    static void all(long seed, UnaryOperator<ConditionalWrite> fault) {
        everyoneKeepsItsShare(seed, fault);
        lowAloneGetsEverything(seed, fault);
        everyoneGetsItsShare(seed, fault);
    }

    /// Low asks for fifty times the capacity, and high only for what fits into a bucket of its share.
    static void highKeepsItsShare(long seed, UnaryOperator<ConditionalWrite> fault) {
        Random random = new Random(seed);
        keepsItsShare(Priority.HIGH, List.of(Priority.LOW), new SharedTarget(random, fault), random);
    }

    /// A priority that asks only for its share gets it, whichever others flood the target.
    static void everyoneKeepsItsShare(long seed, UnaryOperator<ConditionalWrite> fault) {
        Random random = new Random(seed);
        List<Priority> flooding = new ArrayList<>(List.of(Priority.values()));
        Priority modest = flooding.remove(random.nextInt(flooding.size()));
        keepsItsShare(modest, flooding, new SharedTarget(random, fault), random);
    }

    private static void keepsItsShare(Priority modest, List<Priority> flooding, SharedTarget target, Random random) {
        Deque<SharedTarget.Held> running = new ArrayDeque<>();
        long share = target.perMinute() * SharedTarget.SHARES.of(modest) / 100;
        LeakyBucket within = new LeakyBucket(share, target.nanos());
        while (target.nanos() < 2 * LedgerTime.MINUTE_NANOS) {
            target.pass(random.nextLong(SECOND / 16));
            within.drain(target.nanos());
            flooding.forEach(priority -> flood(priority, target, random, running));
            long cost = cost(target, random);
            if (random.nextInt(4) == 0 && within.fits(cost, 15 * SECOND - 1_000)) {
                within.fill(within.ticks(cost));
                assertThat(target.ask(modest, cost)).as("%s", modest).isInstanceOf(Admission.Admitted.class);
            }
        }
    }

    private static void flood(Priority priority, SharedTarget target, Random random, Deque<SharedTarget.Held> running) {
        for (int request = 0; request < 2; request++) {
            if (target.ask(priority, cost(target, random)) instanceof Admission.Admitted admission) {
                running.add(target.hold(priority, admission));
            }
        }
        while (running.size() > 10) {
            SharedTarget.Held oldest = running.remove();
            target.settle(
                    oldest, random.nextLong(1 + oldest.reservation().amount().tokens()));
        }
    }

    static void lowAloneGetsEverything(long seed, UnaryOperator<ConditionalWrite> fault) {
        Random random = new Random(seed);
        SharedTarget target = new SharedTarget(random, fault);
        while (target.nanos() < MINUTES * LedgerTime.MINUTE_NANOS) {
            target.pass(random.nextLong(SECOND));
            untilRefused(target, random, Priority.LOW);
        }
        assertThat(target.admitted(Priority.LOW)).isGreaterThanOrEqualTo(target.perMinute() * MINUTES * 99 / 100);
    }

    private static void untilRefused(SharedTarget target, Random random, Priority priority) {
        Admission answer;
        do {
            answer = target.ask(priority, cost(target, random));
        } while (answer instanceof Admission.Admitted);
    }

    static void everyoneGetsItsShare(long seed, UnaryOperator<ConditionalWrite> fault) {
        Random random = new Random(seed);
        SharedTarget target = new SharedTarget(random, fault);
        while (target.nanos() < MINUTES * LedgerTime.MINUTE_NANOS) {
            target.pass(random.nextLong(SECOND));
            for (int turn = 0; turn < 6; turn++) {
                Priority[] all = Priority.values();
                target.ask(all[random.nextInt(all.length)], cost(target, random));
            }
        }
        for (Priority priority : Priority.values()) {
            long share = target.perMinute() * SharedTarget.SHARES.of(priority) / 100;
            assertThat(target.admitted(priority))
                    .as("%s", priority)
                    .isGreaterThanOrEqualTo(share * MINUTES - share / 4);
        }
        assertThat(target.admitted()).isLessThanOrEqualTo(target.perMinute() * (MINUTES + 1) + target.perMinute() / 60);
    }

    /// About an eightieth of a minute: it fits into every bucket, even into that of the lowest
    /// priority.
    private static long cost(SharedTarget target, Random random) {
        return target.perMinute() / 400 + random.nextLong(target.perMinute() / 50);
    }
}
