package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.AccountId;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Two copies, or more, that share a store of the targets' health, and what they tell of it.
abstract class SharedHealthFixture {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final Target SONNET = target("a", "111111111111", "us-east-1", "us.anthropic.claude-sonnet-4-6");
    static final Target NOVA = target("a", "111111111111", "us-east-1", "us.amazon.nova-lite-v1:0");
    static final Availability READY = new Availability.Ready();
    static final Duration SECOND = Duration.ofSeconds(1);

    final CountedHealthStore store = new CountedHealthStore();
    final List<RuntimeException> troubles = new ArrayList<>();
    final List<HealthChange> changes = new ArrayList<>();
    final SharedTargetHealth board = copy(1);
    final SharedTargetHealth other = copy(2);

    SharedTargetHealth copy(long seed) {
        return copy(store, seed);
    }

    SharedTargetHealth copy(HealthStore texts, long seed) {
        return new SharedTargetHealth(
                texts, new CopyName(() -> "copy-" + seed), new Random(seed), new HealthListener() {
                    @Override
                    public void changed(HealthChange change) {
                        changes.add(change);
                    }

                    @Override
                    public void unreachable(RuntimeException trouble) {
                        troubles.add(trouble);
                    }
                });
    }

    static Target target(String shard, String account, String region, String profile) {
        return new Target(new ShardId(shard), new AccountId(account), new Region(region), new ProfileId(profile));
    }

    /// Reports the end of a call that began at the same instant.
    static void observe(HealthBoard board, Target target, Outcome outcome, Instant at) {
        board.observe(target, new Verdict(outcome, at, at));
    }

    static void fail(HealthBoard board, int times, Instant at) {
        for (int i = 0; i < times; i++) {
            observe(board, SONNET, new Outcome.ServerFault(), at);
        }
    }

    static Instant ejectedUntil(HealthBoard board, Instant at) {
        assertThat(board.availability(SONNET, at))
                .isInstanceOfSatisfying(
                        Availability.Out.class, out -> assertThat(out.reason()).isEqualTo(Skipped.Reason.EJECTED));
        return ((Availability.Out) board.availability(SONNET, at)).until();
    }

    /// Ejected for the second time, at this instant: out for 48 s at least.
    Instant ejectedTwice() {
        fail(board, 5, NOON);
        Instant again = ejectedUntil(board, NOON);
        assertThat(board.claimProbe(SONNET, again)).isTrue();
        fail(board, 1, again);
        return again;
    }

    static boolean probedInNeed(HealthBoard copy, Target target, Instant at) {
        return copy.availability(target, at) instanceof Availability.Out out && out.probedInNeed();
    }
}
