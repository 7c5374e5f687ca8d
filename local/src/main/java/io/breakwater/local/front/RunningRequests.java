package io.breakwater.local.front;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Counts running requests.
final class RunningRequests implements HttpEntry {
    private final HttpEntry entry;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private int requests;

    RunningRequests(HttpEntry entry) {
        this.entry = entry;
    }

    @Override
    public void handle(HttpCall call) throws IOException {
        add(1);
        try {
            entry.handle(call);
        } finally {
            add(-1);
        }
    }

    private void add(int more) {
        lock.lock();
        try {
            requests += more;
            if (requests == 0) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until nothing runs; false if something still does after this time.
    boolean awaitNone(Duration most) {
        long left = most.toNanos();
        lock.lock();
        try {
            while (requests > 0 && left > 0) {
                left = none.awaitNanos(left);
            }
            return requests == 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
