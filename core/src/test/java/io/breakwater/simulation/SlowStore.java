package io.breakwater.simulation;

import io.breakwater.quota.ConditionalWrite;
import io.breakwater.quota.Image;
import io.breakwater.quota.LedgerStore;
import io.breakwater.quota.WriteResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Items in memory that answer after a while of virtual time.
final class SlowStore implements LedgerStore {
    private final VirtualTime time;
    private final Supplier<Duration> latency;
    private final Map<String, Image> items = new HashMap<>();

    SlowStore(VirtualTime time, Supplier<Duration> latency) {
        this.time = time;
        this.latency = latency;
    }

    @Override
    public WriteResult write(String key, ConditionalWrite write) {
        WriteResult result = write.against(items.getOrDefault(key, Image.EMPTY));
        if (result instanceof WriteResult.Applied(Image after)) {
            items.put(key, after);
        }
        takeTime();
        return result;
    }

    @Override
    public Image read(String key) {
        takeTime();
        return items.getOrDefault(key, Image.EMPTY);
    }

    private void takeTime() {
        Duration took = latency.get();
        SimulatedRequest request = SimulatedRequest.current();
        if (request != null) {
            request.stored(took);
        }
        time.sleep(took);
    }

    /// How an item is now; takes no time.
    Image now(String key) {
        return items.getOrDefault(key, Image.EMPTY);
    }
}
