package io.breakwater.simulated.bedrock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The last 100,000 calls, oldest first. Thread-safe.
final class InvocationLog {

    private static final int CAPACITY = 100_000;

    /// A call with its place in the log; places keep counting when old calls are forgotten.
    record Entry(long index, LoggedInvocation invocation) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long nextIndex;

    synchronized void add(LoggedInvocation invocation) {
        if (entries.size() == CAPACITY) {
            entries.remove();
        }
        entries.add(new Entry(nextIndex++, invocation));
    }

    synchronized List<Entry> entries() {
        return new ArrayList<>(entries);
    }

    synchronized void clear() {
        entries.clear();
        nextIndex = 0;
    }
}
