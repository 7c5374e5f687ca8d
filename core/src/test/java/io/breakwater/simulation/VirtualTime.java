package io.breakwater.simulation;

import io.breakwater.call.Heartbeat;
import io.breakwater.call.Pause;
import io.breakwater.call.Wakeup;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// A clock that moves from event to event. The code under test blocks as usual; here a thread that
/// sleeps hands over to the thread that wakes up next, which may be itself, so that one thread runs at
/// a time and events happen in the order of their instants.
final class VirtualTime implements InstantSource {
    private final PriorityQueue<Event> due = new PriorityQueue<>(Event.ORDER);
    private final Semaphore over = new Semaphore(0);
    private Instant now;
    private long events;
    private @Nullable Throwable failure;

    VirtualTime(Instant start) {
        this.now = start;
    }

    private record Event(Instant at, long number, Runnable resume) {
        static final Comparator<Event> ORDER = Comparator.comparing(Event::at).thenComparingLong(Event::number);
    }

    /// Something that may sleep.
    interface Work {
        void run() throws InterruptedException;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /// Starts the work on a thread of its own at this instant.
    void at(Instant instant, Work work) {
        schedule(
                instant,
                () -> Thread.ofVirtual().start(() -> {
                    try {
                        work.run();
                    } catch (Throwable broken) {
                        failure = broken;
                    } finally {
                        handOver();
                    }
                }));
    }

    /// Lets time pass for the calling thread, which must have been started by [#at].
    void sleep(Duration duration) {
        Semaphore woken = new Semaphore(0);
        schedule(now.plus(duration), woken::release);
        handOver();
        woken.acquireUninterruptibly();
    }

    /// The same until it is woken, at the longest for this time.
    void sleep(Duration longest, Wakeup wakeup) {
        Semaphore resumed = new Semaphore(0);
        boolean[] over = new boolean[1];
        Runnable resume = () -> {
            if (over[0]) {
                handOver();
            } else {
                over[0] = true;
                resumed.release();
            }
        };
        if (!wakeup.pauses(() -> schedule(now, resume))) {
            schedule(now.plus(longest), resume);
            handOver();
            resumed.acquireUninterruptibly();
        }
        wakeup.goesOn();
    }

    /// Beats one after the other; whoever stops them waits for the running one.
    Heartbeat.Beating beating(Duration period, Runnable beat) {
        boolean[] stopped = new boolean[1];
        boolean[] working = new boolean[1];
        at(now.plus(period), () -> {
            while (!stopped[0]) {
                working[0] = true;
                beat.run();
                working[0] = false;
                sleep(period);
            }
        });
        return () -> {
            stopped[0] = true;
            while (working[0]) {
                sleep(Duration.ofMillis(1));
            }
        };
    }

    private void schedule(Instant instant, Runnable resume) {
        due.add(new Event(instant, events++, resume));
    }

    /// A thread that calls this touches nothing of the simulation until it is woken.
    private void handOver() {
        if (due.isEmpty() || failure != null) {
            over.release();
        } else {
            Event event = due.remove();
            now = event.at();
            event.resume().run();
        }
    }

    /// Pauses in this time.
    Pause pauses() {
        return new Pause() {
            @Override
            public void pause(Duration duration) {
                sleep(duration);
            }

            @Override
            public boolean pause(Duration longest, Wakeup wakeup) {
                sleep(longest, wakeup);
                return true;
            }
        };
    }

    /// Runs until no event is due any more.
    ///
    /// @throws AssertionError if a thread of the simulation threw an exception
    void run() {
        handOver();
        over.acquireUninterruptibly();
        if (failure != null) {
            throw new AssertionError(failure.getMessage(), failure);
        }
    }
}
