package io.breakwater.routing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Texts in memory, with counts of reads and writes, and a switch that puts the store out of reach.
final class CountedHealthStore implements HealthStore {
    final Map<String, String> texts = new HashMap<>();
    boolean down;
    /// Happens after a read has been made and before it is answered.
    Runnable whileReading = () -> {};
    int reads;
    int writes;

    @Override
    public Map<String, String> all() {
        Map<String, String> read = read();
        whileReading.run();
        return read;
    }

    private synchronized Map<String, String> read() {
        reads++;
        reach();
        return Map.copyOf(texts);
    }

    @Override
    public synchronized Replaced replace(String name, Optional<String> seen, Optional<String> next) {
        writes++;
        reach();
        Optional<String> actual = Optional.ofNullable(texts.get(name));
        if (!actual.equals(seen)) {
            return new Replaced.Other(actual);
        }
        next.ifPresentOrElse(text -> texts.put(name, text), () -> texts.remove(name));
        return new Replaced.Done();
    }

    private void reach() {
        if (down) {
            throw new IllegalStateException("out of reach");
        }
    }
}
