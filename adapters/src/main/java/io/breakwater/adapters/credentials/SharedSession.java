package io.breakwater.adapters.credentials;

import io.breakwater.adapters.credentials.ShardSession.Issued;
import io.breakwater.adapters.credentials.ShardSession.Move;
import io.breakwater.adapters.credentials.TargetCredentials.Found;
import io.breakwater.routing.AccountSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.sts.model.Credentials;

/// One session of a shard's role in one process: all its requests share it, and at most one request to
/// STS is running for it.
final class SharedSession {
    private final String asked;
    private final Supplier<Credentials> sts;
    private final Executor background;
    private final InstantSource clock;
    private final RandomGenerator random;
    private ShardSession session = ShardSession.NONE;
    private Future<Found> answer = CompletableFuture.completedFuture(noneNow("nobody has asked"));

    /// @param asked the request to STS, such as `sts:AssumeRole ROLE`
    /// @param sts assumes the role; blocks
    /// @param background runs the calls to STS
    SharedSession(
            String asked, Supplier<Credentials> sts, Executor background, InstantSource clock, RandomGenerator random) {
        this.asked = asked;
        this.sts = sts;
        this.background = background;
        this.clock = clock;
        this.random = random;
    }

    Found within(Duration budget) {
        return switch (move()) {
            case Move.Use(var identity) -> new Found.Valid(identity);
            case Move.UseAndAsk(var identity) -> new Found.Valid(identity);
            case Move.Told(Found found) -> found;
            case Move.Ask() -> await(shorter(budget, ShardSession.LONGEST_WAIT));
            case Move.Join(Duration atMost) -> await(shorter(budget, atMost));
        };
    }

    /// The credentials at hand; when it is time for the next ones, they are requested in the
    /// background.
    synchronized Optional<Found> atHand() {
        return switch (session.move(clock.instant())) {
            case Move.Use(var identity) -> Optional.of(new Found.Valid(identity));
            case Move.UseAndAsk(var identity) -> {
                begin();
                yield Optional.of(new Found.Valid(identity));
            }
            case Move.Ask(), Move.Join _, Move.Told _ -> Optional.empty();
        };
    }

    synchronized AccountSession state() {
        return session.state(clock.instant());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private synchronized Move move() {
        Move move = session.move(clock.instant());
        if (move instanceof Move.Ask || move instanceof Move.UseAndAsk) {
            begin();
        }
        return move;
    }

    private synchronized void begin() {
        session = session.begun();
        answer = ask();
    }

    private Future<Found> ask() {
        try {
            return CompletableFuture.supplyAsync(() -> issued(sts.get()), background)
                    .handle((issued, trouble) ->
                            trouble == null ? given(issued) : failed(StsTrouble.read(asked, trouble)));
        } catch (RejectedExecutionException closing) {
            return CompletableFuture.completedFuture(failed(noneNow("the gateway is stopping")));
        }
    }

    private Issued issued(Credentials credentials) {
        return Issued.at(clock.instant(), StsCalls.identity(credentials), credentials.expiration(), random);
    }

    private synchronized Found given(Issued issued) {
        session = session.given(issued);
        return new Found.Valid(issued.identity());
    }

    private synchronized Found failed(Found told) {
        Instant now = clock.instant();
        ShardSession.Failed last = session.failedOnceMore(told, now, random);
        session = session.failed(last);
        return last.at(now);
    }

    private Found await(Duration within) {
        try {
            return answer().get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return noneNow("STS has not answered within " + within.toMillis() + " ms");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return noneNow("stopped while waiting for STS");
        } catch (ExecutionException defect) {
            throw new IllegalStateException("asking STS must end in a value", defect);
        }
    }

    /// The answer while a request to STS is still running, or none will be made.
    private static Found noneNow(String why) {
        return new Found.NoneNow(why, Duration.ZERO);
    }

    private synchronized Future<Found> answer() {
        return answer;
    }

    synchronized void refused() {
        session = session.refused(clock.instant());
    }
}
