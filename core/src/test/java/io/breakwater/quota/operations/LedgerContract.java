package io.breakwater.quota.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Depth;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.MirroredStore;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a ledger must keep on every store: the limits, exactly, under contention; and the invariants of
/// [LedgerJudge] over seeded histories. In these, every answer of the store equals that of a store in
/// memory, and so does the result of every command.
public abstract class LedgerContract {
    private static final int THREADS = 64;
    private static final int STEPS_OF_A_WALK = 400;
    private static final int LEAST_WALKS = 2;
    private static final int HISTORIES_FOR_A_WALK = 5;
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    /// A store without items.
    protected abstract LedgerStore emptyStore();

    /// How many histories of 400 steps this store has time for in a deep build, see [Depth];
    /// `-Dbreakwater.histories` sets another number.
    protected abstract int histories();

    /// How many of them this build plays.
    protected int played() {
        return Depth.of(histories());
    }

    private int asked() {
        return Integer.getInteger("breakwater.histories", played());
    }

    @Test
    void every_history_keeps_the_invariants_and_equals_memory_step_by_step() {
        LedgerStore store = new MirroredStore(emptyStore(), new ReferenceStore());
        int admitted = 0;
        int decided = 0;
        for (long seed = 1; seed <= asked(); seed++) {
            LedgerHistory history = run(seed, store);
            admitted += history.admitted();
            decided += history.decided();
        }
        assertThat(admitted).as("both answers occur").isBetween(decided / 20, decided * 19 / 20);
    }

    private static LedgerHistory run(long seed, LedgerStore store) {
        LedgerHistory history = new LedgerHistory(seed, store, Mutant.NONE);
        try {
            history.run();
        } catch (AssertionError broken) {
            throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
        }
        return history;
    }

    @Test
    void every_command_is_answered_as_in_memory_and_leaves_the_same_items() {
        LedgerStore store = emptyStore();
        Set<Class<?>> executed = new HashSet<>();
        for (long seed = 1; seed <= Math.max(LEAST_WALKS, asked() / HISTORIES_FOR_A_WALK); seed++) {
            new LedgerWalk(seed, store, executed).run(STEPS_OF_A_WALK);
        }
        assertThat(executed).isEqualTo(kinds(LedgerCommand.class).collect(Collectors.toSet()));
    }

    private static Stream<Class<?>> kinds(Class<?> command) {
        return command.isSealed()
                ? Stream.of(command.getPermittedSubclasses()).flatMap(LedgerContract::kinds)
                : Stream.of(command);
    }

    /// How often each of 64 threads tries; a slow store has time for fewer tries.
    protected int triesPerThread() {
        return 20;
    }

    record Dimension(String name, List<LimitName> limited) {

        Limits limits(long limit) {
            Limits limits = Limits.UNLIMITED;
            for (LimitName each : limited) {
                limits = limits.with(each, each.isMoney() ? 1_000 * limit : limit);
            }
            return limits;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Dimension> dimensions() {
        return Stream.of(
                new Dimension("requests per minute", List.of(LimitName.REQUESTS_PER_MINUTE)),
                new Dimension("tokens per minute", List.of(LimitName.TOKENS_PER_MINUTE)),
                new Dimension("tokens per day", List.of(LimitName.TOKENS_PER_DAY)),
                new Dimension("USD per month", List.of(LimitName.USD_PER_MONTH)),
                new Dimension("concurrency", List.of(LimitName.CONCURRENCY)),
                new Dimension(
                        "all together",
                        List.of(
                                LimitName.REQUESTS_PER_MINUTE,
                                LimitName.TOKENS_PER_MINUTE,
                                LimitName.TOKENS_PER_DAY,
                                LimitName.USD_PER_MONTH,
                                LimitName.CONCURRENCY)));
    }

    @ParameterizedTest
    @MethodSource("dimensions")
    void sixty_four_threads_get_exactly_the_limit_at_a_frozen_clock(Dimension dimension) throws Exception {
        int tries = THREADS * triesPerThread();
        int limit = tries * 25 / 32;
        List<Admission> answers = flood(emptyStore(), dimension.limits(limit));
        assertThat(answers).hasSize(tries);
        assertThat(answers.stream().filter(Admission.Admitted.class::isInstance))
                .hasSize(limit);
        assertThat(answers.stream().filter(Admission.Refused.class::isInstance)).hasSize(tries - limit);
    }

    /// Every fourth thread has a ledger of its own, and so a memory of its own.
    private List<Admission> flood(LedgerStore store, Limits limits) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<List<Admission>>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Ledger shared = new Ledger(store, new Epochs(Duration.ofMinutes(5)));
            for (int thread = 0; thread < THREADS; thread++) {
                Ledger ledger = thread % 4 == 0 ? new Ledger(store, new Epochs(Duration.ofMinutes(5))) : shared;
                running.add(threads.submit(tries(ledger, limits, start)));
            }
            start.countDown();
            List<Admission> answers = new ArrayList<>();
            for (Future<List<Admission>> each : running) {
                answers.addAll(each.get(60, TimeUnit.SECONDS));
            }
            return answers;
        }
    }

    private Callable<List<Admission>> tries(Ledger ledger, Limits limits, CountDownLatch start) {
        return () -> {
            start.await();
            List<Admission> answers = new ArrayList<>();
            for (int attempt = 0; attempt < triesPerThread(); attempt++) {
                answers.add(ledger.reserve("T#flood", limits, new LedgerAmount(1, 1_000), NOW));
            }
            return answers;
        };
    }
}
