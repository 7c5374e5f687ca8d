package io.breakwater.simulation;

import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.item.WriteResult;
import java.time.Duration;
import java.util.function.Supplier;

/// Items in memory that answer after a span of virtual time.
final class SlowStore implements LedgerStore {
    private final VirtualTime time;
    private final Supplier<Duration> latency;
    private final ReferenceStore items = new ReferenceStore();

    SlowStore(VirtualTime time, Supplier<Duration> latency) {
        this.time = time;
        this.latency = latency;
    }

    @Override
    public WriteResult write(String key, ConditionalWrite write) {
        WriteResult result = items.write(key, write);
        takeTime();
        return result;
    }

    @Override
    public LedgerItem read(String key) {
        takeTime();
        return items.read(key);
    }

    private void takeTime() {
        Duration took = latency.get();
        SimulatedRequest request = SimulatedRequest.current();
        if (request != null) {
            request.stored(took);
        }
        time.sleep(took);
    }

    /// The item as it is now; reading it takes no time.
    LedgerItem now(String key) {
        return items.read(key);
    }
}
