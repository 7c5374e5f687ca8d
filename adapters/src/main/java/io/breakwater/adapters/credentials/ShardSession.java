package io.breakwater.adapters.credentials;

import io.breakwater.adapters.credentials.TargetCredentials.Found;
import io.breakwater.routing.AccountSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// The state of one session of a shard's role, and the next step. Time and chance are arguments.
///
/// @param asking whether a request to STS is running
/// @param failed the last failure of STS since it last issued credentials
record ShardSession(Optional<Issued> issued, boolean asking, Optional<Failed> failed) {
    static final ShardSession NONE = new ShardSession(Optional.empty(), false, Optional.empty());

    /// How long before their end credentials are no longer used: a request in flight must not outlive
    /// them, and clocks differ.
    private static final Duration UNUSABLE_BEFORE_END = Duration.ofMinutes(1);

    /// Renewed at 45 to 55 percent of their life, so that not all copies and shards ask at once.
    private static final int EARLIEST_PERCENT = 45;

    private static final int LATEST_PERCENT = 55;

    /// A call refused within this time after new credentials was signed with the old ones.
    private static final Duration JUST_ISSUED = Duration.ofSeconds(5);

    /// The longest wait for credentials: longer than an STS call ([StsCalls]), including the gateway's
    /// own credentials; a request can go to other accounts.
    static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /// The longest wait after a failure of STS: as long as a healthy STS takes.
    private static final Duration ONCE_IT_HAS_FAILED = Duration.ofMillis(400);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 4;

    /// @param renewFrom when to ask for the next ones
    /// @param end when they are no longer used
    record Issued(AwsCredentialsIdentity identity, Instant since, Instant renewFrom, Instant end) {

        static Issued at(Instant now, AwsCredentialsIdentity identity, Instant expiration, RandomGenerator random) {
            long millis = Math.max(0, Duration.between(now, expiration).toMillis());
            long half = millis / 100 * random.nextInt(EARLIEST_PERCENT, LATEST_PERCENT + 1);
            return new Issued(identity, now, now.plusMillis(half), expiration.minus(UNUSABLE_BEFORE_END));
        }
    }

    /// @param inARow the failures since STS last issued credentials
    /// @param askAgainAt when STS may be asked again
    record Failed(Found told, int inARow, Instant askAgainAt) {

        /// The answer to a caller that comes now.
        Found at(Instant now) {
            return told instanceof Found.NoneNow(String why, var _)
                    ? new Found.NoneNow(
                            why, now.isBefore(askAgainAt) ? Duration.between(now, askAgainAt) : Duration.ZERO)
                    : told;
        }
    }

    /// What a caller that needs credentials does.
    sealed interface Move {

        record Use(AwsCredentialsIdentity identity) implements Move {}

        /// There are valid ones, but it is time for the next: ask, and do not wait.
        record UseAndAsk(AwsCredentialsIdentity identity) implements Move {}

        /// Ask, and wait for the answer.
        record Ask() implements Move {}

        /// A request is running already: wait for its answer, at most this long.
        record Join(Duration atMost) implements Move {}

        /// STS has just failed: do not wait.
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

    /// What it means to the choice of targets. A role that STS refuses is told as such, and its targets are
    /// quarantined.
    AccountSession state(Instant now) {
        if (issued.isPresent() && now.isBefore(issued.get().end())) {
            return new AccountSession.AtHand(issued.get().since());
        }
        return failed.isPresent() && failed.get().told() instanceof Found.NoneNow && !mayAsk(now)
                ? new AccountSession.NotBefore(failed.get().askAgainAt())
                : new AccountSession.None();
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

    /// The state after a failure; valid credentials stay in use. The next request to STS waits 1 s,
    /// doubled for each failure in a row, at most 16 s, and at random at least half of that.
    Failed failedOnceMore(Found told, Instant now, RandomGenerator random) {
        int before = failed.map(Failed::inARow).orElse(0);
        long pause = FIRST_PAUSE.toMillis() << Math.min(before, MOST_DOUBLINGS);
        Instant again = now.plusMillis(random.nextLong(pause / 2, pause + 1));
        return new Failed(told, before + 1, again);
    }

    ShardSession failed(Failed last) {
        return new ShardSession(issued, false, Optional.of(last));
    }

    /// The state after Bedrock has refused the credentials, or STS the role: the next caller asks at
    /// once, unless STS gave no answer at all.
    ShardSession refused(Instant now) {
        boolean fresh = issued.isPresent() && now.isBefore(issued.get().since().plus(JUST_ISSUED));
        boolean silent = failed.isPresent() && failed.get().told() instanceof Found.NoneNow;
        return new ShardSession(fresh ? issued : Optional.empty(), asking, silent ? failed : Optional.empty());
    }
}
