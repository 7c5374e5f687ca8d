package io.breakwater.fleet;

import io.breakwater.quota.item.ItemKind;
import io.breakwater.quota.limits.Epochs;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What one request does to the ledgers: checks that it settles each reservation once, and writes no more often than it
/// must.
final class RequestBooks {
    private static final int STORE_CALLS = 5;
    private static final long STORE_CALLS_PER_ROOM = 3;
    private static final long RENEWALS_PER_EPOCH = 2;

    private final Serving serving;
    private final Map<String, Integer> reserved = new HashMap<>();
    private final Map<String, Integer> settled = new HashMap<>();
    private final FleetTime time;
    private final Instant begun;
    private int storeCalls;
    private boolean skewed;

    RequestBooks(Serving serving, FleetTime time) {
        this.serving = serving;
        this.time = time;
        this.begun = time.instant();
    }

    /// Its copy's clock may differ from the others'.
    void clocksDiffer() {
        skewed = true;
    }

    /// A write of its own: not one that books what its copy has admitted of its own, which any request of the copy
    /// may have to write before it reserves.
    void wrote() {
        storeCalls++;
    }

    void reserved(String key) {
        reserved.merge(key, 1, Integer::sum);
    }

    void settled(String key) {
        int times = settled.merge(key, 1, Integer::sum);
        serving.check(
                Property.I6,
                times <= reserved.getOrDefault(key, 0),
                () -> "settlement %d of %d reservations of %s".formatted(times, reserved.getOrDefault(key, 0), key));
    }

    /// Checks the number of writes once the request has ended.
    ///
    /// @param unsure whether some of them may have been repeated
    void over(boolean unsure) {
        serving.check(
                Property.I17,
                unsure || storeCalls <= STORE_CALLS + renewals() + STORE_CALLS_PER_ROOM * Math.max(0, rooms() - 1),
                () -> "%d writes for %d attempts, room held %d times"
                        .formatted(storeCalls, serving.attempts(), rooms()));
    }

    /// How many renewals its holds need, one in each further epoch for tenant and target. By a clock that is off, one
    /// more epoch may begin while it runs.
    private long renewals() {
        long crossed = epoch(time.instant()) - epoch(begun);
        return RENEWALS_PER_EPOCH * (skewed ? crossed + 1 : crossed);
    }

    private static long epoch(Instant at) {
        return Epochs.STANDARD.epoch(TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano());
    }

    /// Checks that nothing is left reserved.
    void allSettled() {
        reserved.forEach((key, times) -> serving.check(
                Property.I6,
                times.equals(settled.getOrDefault(key, 0)),
                () -> "%d reservations and %d settlements of %s".formatted(times, settled.getOrDefault(key, 0), key)));
    }

    /// Whether it holds room at this target.
    boolean holdsRoom(String label) {
        String key = ItemKind.TARGET.key(label);
        return reserved.getOrDefault(key, 0) > settled.getOrDefault(key, 0);
    }

    /// How many times room was reserved at a target.
    private int rooms() {
        return reserved.entrySet().stream()
                .filter(entry -> ItemKind.TARGET.has(entry.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
