package io.breakwater.fleet;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/// The trace of a run: one number that differs if anything differed, and on demand the last lines.
final class FleetTrace {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private final FleetTime time;
    private final int lines;
    private final Deque<String> last = new ArrayDeque<>();
    private long hash = OFFSET;
    private long count;

    /// @param lines how many of the last lines to keep
    FleetTrace(FleetTime time, int lines) {
        this.time = time;
        this.lines = lines;
    }

    void add(String what) {
        count++;
        mix(time.elapsed().toNanos());
        for (int at = 0; at < what.length(); at++) {
            hash = (hash ^ what.charAt(at)) * PRIME;
        }
        if (lines > 0) {
            keep("%10.3f s  %s".formatted(time.elapsed().toNanos() / 1e9, what));
        }
    }

    /// Adds a line for readers of the history, which does not change the number.
    void note(Supplier<String> what) {
        if (lines > 0) {
            keep("%10.3f s  %s".formatted(time.elapsed().toNanos() / 1e9, what.get()));
        }
    }

    private void mix(long number) {
        hash = (hash ^ number) * PRIME;
        hash = (hash ^ (number >>> 32)) * PRIME;
    }

    private void keep(String line) {
        if (last.size() == lines) {
            last.removeFirst();
        }
        last.addLast(line);
    }

    long hash() {
        return hash;
    }

    long count() {
        return count;
    }

    List<String> lines() {
        return List.copyOf(last);
    }
}
