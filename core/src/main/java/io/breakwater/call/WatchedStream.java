package io.breakwater.call;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// A model's stream whose silence is told while it lasts. Only waiting for the model is silence; waiting
/// for a client that reads slowly is not.
///
/// Nothing is told between a piece and its reader: the beats tell what happens, and the rest is told
/// after the answer was delivered.
final class WatchedStream implements ModelStream {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final ModelStream stream;
    private final Attempt attempt;
    private final Duration least;
    private final InstantSource clock;
    private final Heartbeat.Beating beating;
    private final Queue<Quiet> over = new ArrayDeque<>();
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
        private int beats;
        private boolean told;
        private Duration length = Duration.ZERO;

        Quiet(Instant since, Duration least) {
            this.since = since;
            this.tellAt = since.plus(least);
        }

        /// By the clock, but at most two seconds a beat: the clock may be set meanwhile.
        Duration until(Instant now) {
            Duration clocked = Duration.between(since, now);
            Duration most = PERIOD.multipliedBy(2L * (beats + 1));
            return clocked.compareTo(most) > 0 ? most : clocked;
        }
    }

    @Override
    public Piece next() {
        Quiet waiting = begin();
        Piece piece = stream.next();
        end(waiting, !(piece instanceof Piece.Broken));
        ended = piece instanceof Piece.End;
        return piece;
    }

    private synchronized Quiet begin() {
        Quiet waiting = new Quiet(clock.instant(), least);
        quiet = waiting;
        return waiting;
    }

    private synchronized void end(Quiet waited, boolean goesOn) {
        quiet = null;
        if (goesOn) {
            waited.length = waited.until(clock.instant());
            longest = waited.length.compareTo(longest) > 0 ? waited.length : longest;
            if (waited.beats > 0) {
                over.add(waited);
            }
        }
    }

    private void beat() {
        resume();
        Instant now = clock.instant();
        Quiet waiting = due(now);
        if (waiting != null) {
            told(waiting, attempt.silent(waiting.since, now), now);
        }
    }

    /// Tells the ends of silences that were told. Beats do not overlap, so none of these is being told.
    private void resume() {
        for (Quiet waited = nextOver(); waited != null; waited = nextOver()) {
            if (waited.told) {
                attempt.resumed(waited.since, waited.since.plus(waited.length));
            }
        }
    }

    private synchronized @Nullable Quiet nextOver() {
        return over.poll();
    }

    private synchronized @Nullable Quiet due(Instant now) {
        Quiet waiting = quiet;
        if (waiting == null) {
            return null;
        }
        waiting.beats++;
        boolean due = !waiting.told
                && !now.isBefore(waiting.tellAt)
                && waiting.until(now).equals(Duration.between(waiting.since, now));
        return due ? waiting : null;
    }

    /// A silence that is not unusual yet is told again when it is a quarter longer.
    private synchronized void told(Quiet waiting, boolean told, Instant now) {
        waiting.told = told;
        waiting.tellAt = now.plus(Duration.between(waiting.since, now).dividedBy(4));
    }

    @Override
    public void close() {
        stream.close();
    }

    /// When this returns, no beat tells anything any more.
    void stop() {
        beating.close();
    }

    /// Tells the rest, and what the model's pauses were, once the answer was delivered and no beat tells
    /// anything.
    void tell() {
        resume();
        if (ended) {
            attempt.paused(longest, clock.instant());
        }
    }
}
