package io.breakwater.adapters.memory;

import io.breakwater.routing.HealthStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The targets' health in the memory of one process.
public final class InMemoryHealthStore implements HealthStore {
    private final Map<String, String> texts = new ConcurrentHashMap<>();

    @Override
    public Map<String, String> all() {
        return Map.copyOf(texts);
    }

    @Override
    public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
        Replaced[] ended = new Replaced[1];
        texts.compute(name, (_, text) -> {
            Optional<String> actual = Optional.ofNullable(text);
            ended[0] = actual.equals(seen) ? new Replaced.Done() : new Replaced.Other(actual);
            return (actual.equals(seen) ? next : actual).orElse(null);
        });
        return ended[0];
    }
}
