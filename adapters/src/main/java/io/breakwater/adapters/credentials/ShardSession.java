package io.breakwater.adapters.credentials;

import io.breakwater.adapters.credentials.TargetCredentials.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// What is known of one session of a shard's role, and what to do about it. Time and chance come in as arguments.
///
/// @param asking whether somebody is asking STS
/// @param failed how STS last failed, since it last issued any
record ShardSession(Optional<Issued> issued, boolean asking, Optional<Failed> failed) {
    static final ShardSession NONE = new ShardSession(Optional.empty(), false, Optional.empty());

    /// A request in flight must not outlive them, and clocks differ.
    private static final Duration UNUSABLE_BEFORE_END = Duration.ofMinutes(1);

    /// Renewed at 45 to 55 percent of their life, so that not all copies and shards ask at once.
    private static final int EARLIEST_PERCENT = 45;

    private static final int LATEST_PERCENT = 55;

    /// Who was refused within this time was refused with those before.
    private static final Duration JUST_ISSUED = Duration.ofSeconds(5);

    /// Longer than an STS call takes ([StsCalls]), own credentials included; a request has other accounts to go to.
    static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /// While an STS that has failed is asked again, others wait for as long as a healthy one takes, and no longer.
    private static final Duration ONCE_IT_HAS_FAILED = Duration.ofMillis(400);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 4;

    /// @param renewFrom when to ask for the next ones
    /// @param end not to be used from then on
    record Issued(AwsCredentialsIdentity identity, Instant since, Instant renewFrom, Instant end) {

        static Issued at(Instant now, AwsCredentialsIdentity identity, Instant expiration, RandomGenerator random) {
            long millis = Math.max(0, Duration.between(now, expiration).toMillis());
            long half = millis / 100 * random.nextInt(EARLIEST_PERCENT, LATEST_PERCENT + 1);
            return new Issued(identity, now, now.plusMillis(half), expiration.minus(UNUSABLE_BEFORE_END));
        }
    }

    /// @param inARow failures since STS last issued any
    /// @param askAgainAt not asked before
    record Failed(Found told, int inARow, Instant askAgainAt) {

        /// What somebody is told who comes now.
        Found at(Instant now) {
            return told instanceof Found.NoneNow(String why, var _)
                    ? new Found.NoneNow(
                            why, now.isBefore(askAgainAt) ? Duration.between(now, askAgainAt) : Duration.ZERO)
                    : told;
        }
    }

    /// What somebody who needs credentials does.
    sealed interface Move {

        record Use(AwsCredentialsIdentity identity) implements Move {}

        /// There are some, but it is time for the next ones: ask, and do not wait.
        record UseAndAsk(AwsCredentialsIdentity identity) implements Move {}

        /// Ask, and wait for the answer.
        record Ask() implements Move {}

        /// Somebody is asking already: wait for that answer, so long at most.
        record Join(Duration atMost) implements Move {}

        /// Nobody waits for an STS that has just failed.
        record Told(Found found) implements Move {}
    }

    Move move(Instant now) {
        if (issued.isPresent() && now.isBefore(issued.get().end())) {
            AwsCredentialsIdentity identity = issued.get().identity();
            boolean due = !asking && !now.isBefore(issued.get().renewFrom()) && mayAsk(now);
            return due ? new Move.UseAndAsk(identity) : new Move.Use(identity);
        }
        if (asking) {
            return new Move.Join(failed.isPresent() ? ONCE_IT_HAS_FAILED : LONGEST_WAIT);
        }
        return failed.isPresent() && !mayAsk(now) ? new Move.Told(failed.get().at(now)) : new Move.Ask();
    }

    private boolean mayAsk(Instant now) {
        return failed.isEmpty() || !now.isBefore(failed.get().askAgainAt());
    }

    ShardSession begun() {
        return new ShardSession(issued, true, failed);
    }

    ShardSession given(Issued next) {
        return new ShardSession(Optional.of(next), false, Optional.empty());
    }

    /// What there is goes on being used. The next question waits 1 s, doubled for each failure in a row, at most 16 s;
    /// half of that at least, by chance.
    Failed failedOnceMore(Found told, Instant now, RandomGenerator random) {
        int before = failed.map(Failed::inARow).orElse(0);
        long pause = FIRST_PAUSE.toMillis() << Math.min(before, MOST_DOUBLINGS);
        Instant again = now.plusMillis(random.nextLong(pause / 2, pause + 1));
        return new Failed(told, before + 1, again);
    }

    ShardSession failed(Failed last) {
        return new ShardSession(issued, false, Optional.of(last));
    }

    /// Bedrock has refused them, or STS the role: whoever comes next asks at once, unless STS gave no answer at all.
    ShardSession refused(Instant now) {
        boolean fresh = issued.isPresent() && now.isBefore(issued.get().since().plus(JUST_ISSUED));
        boolean silent = failed.isPresent() && failed.get().told() instanceof Found.NoneNow;
        return new ShardSession(fresh ? issued : Optional.empty(), asking, silent ? failed : Optional.empty());
    }
}
