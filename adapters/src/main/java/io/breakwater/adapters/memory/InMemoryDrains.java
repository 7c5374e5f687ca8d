package io.breakwater.adapters.memory;

import io.breakwater.routing.Drain;
import io.breakwater.routing.DrainStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Drains that live as long as the process.
public final class InMemoryDrains implements DrainStore {
    private final Map<String, Drain> drains = new ConcurrentHashMap<>();

    @Override
    public List<Drain> all() {
        return List.copyOf(drains.values());
    }

    @Override
    public void put(Drain drain) {
        drains.put(drain.name(), drain);
    }

    @Override
    public boolean remove(String name) {
        return drains.remove(name) != null;
    }
}
