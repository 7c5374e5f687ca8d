package io.breakwater.routing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The texts that all copies share, in memory.
public final class MemoryHealth implements HealthStore {
    private final Map<String, String> texts = new HashMap<>();

    @Override
    public Map<String, String> all() {
        return Map.copyOf(texts);
    }

    @Override
    public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
        Optional<String> actual = Optional.ofNullable(texts.get(name));
        if (!actual.equals(seen)) {
            return new Replaced.Other(actual);
        }
        next.ifPresentOrElse(text -> texts.put(name, text), () -> texts.remove(name));
        return new Replaced.Done();
    }

    /// The same store for a copy that another one beats this many times: its write fails, and it finds
    /// the text that it has already seen.
    static HealthStore beaten(HealthStore store, int times) {
        int[] faster = {times};
        return new HealthStore() {
            @Override
            public Map<String, String> all() {
                return store.all();
            }

            @Override
            public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
                return faster[0]-- > 0 ? new Replaced.Other(seen) : store.replace(name, seen, next);
            }
        };
    }
}
