package io.breakwater.fleet;

import io.breakwater.call.Wakeup;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A clock that moves from event to event. Simulated code blocks as usual; a thread that sleeps hands
/// over to the one that is due next, so only one thread runs at a time and events happen in the order
/// of their instants.
///
/// A simulated thread MUST NOT wait for a lock that a sleeping one holds: nothing would wake it.
final class FleetTime implements InstantSource {
    private static final Turn LOOP = new Turn();

    private final Instant start;
    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private long nowNanos;
    private long numbers;
    private volatile Turn turn = LOOP;
    private volatile @Nullable Thread loop;
    private volatile @Nullable Throwable failure;
    private @Nullable Object context;

    FleetTime(Instant start) {
        this.start = start;
    }

    /// The turn of one thread to run.
    private static final class Turn {
        private volatile @Nullable Thread thread;
    }

    private record Due(long at, long number, Runnable resume) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
        }
    }

    /// Work that may sleep.
    interface Work {
        void run() throws InterruptedException;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nowNanos);
    }

    /// Since the start.
    Duration elapsed() {
        return Duration.ofNanos(nowNanos);
    }

    /// The subject of the running thread, which it keeps while it sleeps.
    @Nullable
    Object context() {
        return context;
    }

    /// Sets the subject of the running thread.
    void about(@Nullable Object subject) {
        context = subject;
    }

    /// Runs a step that never sleeps, at this time after the start, or at once if that has passed.
    void at(Duration after, Runnable step) {
        schedule(Math.max(nowNanos, after.toNanos()), step);
    }

    /// Starts a new thread, at this time after the start, or at once if that has passed.
    void start(Duration after, Work work) {
        at(after, () -> begin(work));
    }

    /// The same, unless it is no longer wanted by then.
    void start(Duration after, Work work, BooleanSupplier wanted) {
        at(after, () -> {
            if (wanted.getAsBoolean()) {
                begin(work);
            }
        });
    }

    private void begin(Work work) {
        Turn mine = new Turn();
        turn = mine;
        Thread thread = Thread.ofVirtual().unstarted(() -> run(work));
        mine.thread = thread;
        thread.start();
    }

    private void run(Work work) {
        context = null;
        try {
            work.run();
        } catch (CopyDied died) {
            // the work of a dead copy ends silently
        } catch (Throwable broken) {
            failure = broken;
        } finally {
            context = null;
            handTo(LOOP);
        }
    }

    /// Lets time pass for the running thread.
    void sleep(Duration duration) {
        Turn mine = turn;
        pass(nowNanos + Math.max(0, duration.toNanos()), () -> handTo(mine));
    }

    private void pass(long until, Runnable resume) {
        Due head = queue.peek();
        if (head == null || head.at() > until) {
            nowNanos = until;
            return;
        }
        Turn mine = turn;
        Object about = context;
        schedule(until, resume);
        handTo(LOOP);
        await(mine);
        context = about;
    }

    /// Lets time pass for the running thread until it is woken, at the longest for this time.
    void sleep(Duration longest, Wakeup wakeup) {
        Turn mine = turn;
        boolean[] resumed = new boolean[1];
        Runnable resume = () -> {
            if (!resumed[0]) {
                resumed[0] = true;
                handTo(mine);
            }
        };
        if (!wakeup.pauses(() -> schedule(nowNanos, resume))) {
            pass(nowNanos + Math.max(0, longest.toNanos()), resume);
        }
        wakeup.goesOn();
    }

    private void schedule(long at, Runnable resume) {
        queue.add(new Due(at, numbers++, resume));
    }

    private void handTo(Turn next) {
        turn = next;
        LockSupport.unpark(next == LOOP ? loop : next.thread);
    }

    private void await(Turn mine) {
        while (turn != mine) {
            LockSupport.park(this);
        }
    }

    /// Runs until nothing is due any more.
    ///
    /// @throws AssertionError if something simulated threw
    void run() {
        loop = Thread.currentThread();
        while (!queue.isEmpty()) {
            Due due = queue.remove();
            nowNanos = due.at();
            context = null;
            due.resume().run();
            awaitLoop();
            Throwable broken = failure;
            if (broken != null) {
                throw new AssertionError(broken.getMessage(), broken);
            }
        }
    }

    private void awaitLoop() {
        while (turn != LOOP) {
            LockSupport.park(this);
        }
    }

    /// Whether the running thread waits for a lock, which only a sleeping one can hold.
    boolean stuck() {
        Thread running = turn.thread;
        return running != null && running.getState() == Thread.State.BLOCKED;
    }
}
