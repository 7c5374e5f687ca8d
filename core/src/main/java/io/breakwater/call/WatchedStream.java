package io.breakwater.call;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// A model's stream whose silence is told while it lasts. Only waiting for the model is silence; waiting
/// for a client that reads slowly is not.
final class WatchedStream implements ModelStream {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final ModelStream stream;
    private final Attempt attempt;
    private final Duration least;
    private final InstantSource clock;
    private final Heartbeat.Beating beating;
    private Duration longest = Duration.ZERO;
    private boolean ended;
    private @Nullable Quiet quiet;

    /// @param least from which silence on it is told
    WatchedStream(ModelStream stream, Attempt attempt, Duration least, Gateway.Parts parts) {
        this.stream = stream;
        this.attempt = attempt;
        this.least = least;
        this.clock = parts.clock();
        this.beating = parts.heartbeat().every(PERIOD, this::beat);
    }

    /// One wait for a piece.
    private static final class Quiet {
        private final Instant since;
        private Instant tellAt;
        private boolean telling;
        private boolean told;
        private boolean wentOn;

        Quiet(Instant since, Duration least) {
            this.since = since;
            this.tellAt = since.plus(least);
        }
    }

    @Override
    public Piece next() {
        Quiet waiting = new Quiet(clock.instant(), least);
        now(waiting);
        Piece piece = stream.next();
        now(null);
        if (!(piece instanceof Piece.Broken)) {
            goesOn(waiting, clock.instant());
        }
        ended = piece instanceof Piece.End;
        return piece;
    }

    private void goesOn(Quiet waited, Instant now) {
        Duration pause = Duration.between(waited.since, now);
        longest = pause.compareTo(longest) > 0 ? pause : longest;
        if (wentOn(waited)) {
            attempt.resumed(waited.since, now);
        }
    }

    private synchronized void now(@Nullable Quiet waiting) {
        quiet = waiting;
    }

    /// Whether that is to be told; a beat that is telling the silence just then tells its end as well.
    private synchronized boolean wentOn(Quiet waited) {
        waited.wentOn = true;
        return waited.told && !waited.telling;
    }

    private void beat() {
        Instant now = clock.instant();
        Quiet waiting = due(now);
        if (waiting == null) {
            return;
        }
        boolean told = attempt.silent(waiting.since, now);
        if (told(waiting, told, now)) {
            attempt.resumed(waiting.since, clock.instant());
        }
    }

    private synchronized @Nullable Quiet due(Instant now) {
        Quiet waiting = quiet;
        if (waiting == null || waiting.told || now.isBefore(waiting.tellAt)) {
            return null;
        }
        waiting.telling = true;
        return waiting;
    }

    /// A silence that is not unusual yet is told again when it is a quarter longer.
    ///
    /// @return whether it was told, and is over
    private synchronized boolean told(Quiet waiting, boolean told, Instant now) {
        waiting.telling = false;
        waiting.told = told;
        waiting.tellAt = now.plus(Duration.between(waiting.since, now).dividedBy(4));
        return told && waiting.wentOn;
    }

    /// What the model's pauses were is told after the answer was delivered.
    @Override
    public void close() {
        beating.close();
        stream.close();
        if (ended) {
            ended = false;
            attempt.paused(longest, clock.instant());
        }
    }
}
