package io.breakwater.quota;

import io.breakwater.model.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Admits, reserves and settles against a store, exactly, with one write before and one after a request.
///
/// Each try writes what the arithmetic makes of the best image at hand; if the store refutes the image, it says how the
/// item really is, and the next try, at the same `now`, is made from that. Requests are refused only on an image from
/// the store, never admitted from a remembered one.
public final class Ledger {
    /// More tries than any run of the property tests has needed; beyond it the item is contended out of proportion.
    private static final int MOST_TRIES = 8;

    private final LedgerStore store;
    private final Epochs epochs;
    private final ReservationPlanner planner;
    private final Map<String, Remembered> memory = new ConcurrentHashMap<>();

    private record Remembered(Image image, Set<String> busyBuckets) {}

    public Ledger(LedgerStore store, Epochs epochs) {
        this.store = store;
        this.epochs = epochs;
        this.planner = new ReservationPlanner(epochs);
    }

    /// Reserves the demand if every limit has room for it.
    public Admission reserve(String key, Limits limits, Demand demand, Instant now) {
        long nanos = Clocks.nanos(now);
        Remembered remembered = memory.getOrDefault(key, new Remembered(Image.EMPTY, Set.of()));
        Image guess = remembered.image().numbers().isEmpty() ? planner.steady(nanos) : remembered.image();
        Image image = guess;
        Bet bet = Bet.blind(remembered.busyBuckets());
        for (int attempt = 1; attempt <= MOST_TRIES; attempt++) {
            switch (planner.plan(image, limits, demand, nanos, bet)) {
                case Planned.Never(LimitName limit, long asked, long most) -> {
                    return new Admission.TooLarge(limit, asked, most);
                }
                case Planned.Full(LimitName limit, Duration wait) -> {
                    return new Admission.Refused(limit, wait, Standing.of(image, limits, now, epochs));
                }
                case Planned.Go(ConditionalWrite write) -> {
                    switch (store.write(key, write)) {
                        case WriteResult.Applied(Image after) -> {
                            memory.put(key, new Remembered(after, remembered.busyBuckets()));
                            return new Admission.Admitted(
                                    planner.reservation(key, limits, demand, after),
                                    Standing.of(after, limits, now, epochs));
                        }
                        case WriteResult.Refused(Image actual) -> {
                            remembered = learn(key, remembered, guess, actual, limits, nanos, bet);
                            image = actual;
                            bet = Bet.KNOWN;
                        }
                        case WriteResult.Unknown(String reason) -> {
                            return new Admission.Unavailable(reason);
                        }
                    }
                }
            }
        }
        return new Admission.Unavailable("the ledger item " + key + " changed under " + MOST_TRIES + " tries");
    }

    private Remembered learn(
            String key, Remembered before, Image guess, Image actual, Limits limits, long now, Bet bet) {
        Set<String> busy = bet.blind()
                ? ReservationPlanner.busyAfterAll(before.busyBuckets(), guess, actual, limits, now)
                : before.busyBuckets();
        Remembered learned = new Remembered(actual, busy);
        memory.put(key, learned);
        return learned;
    }

    /// Books what was really used and frees the rest. MUST be called once per reservation.
    public Settled settle(Reservation reservation, Demand actual, Instant now) {
        long nanos = Clocks.nanos(now);
        Remembered remembered = memory.getOrDefault(reservation.key(), new Remembered(Image.EMPTY, Set.of()));
        Image image = remembered.image();
        for (int attempt = 1; attempt <= MOST_TRIES; attempt++) {
            ConditionalWrite write = SettlementPlanner.plan(reservation, actual, image, nanos);
            if (write.changes().isEmpty()) {
                return new Settled.Lapsed();
            }
            switch (store.write(reservation.key(), write)) {
                case WriteResult.Applied(Image after) -> {
                    memory.put(reservation.key(), new Remembered(after, remembered.busyBuckets()));
                    return new Settled.Booked(Standing.of(after, reservation.limits(), now, epochs));
                }
                case WriteResult.Refused(Image shown) -> {
                    if (shown.numbers().isEmpty()) {
                        return new Settled.Lapsed();
                    }
                    image = shown;
                }
                case WriteResult.Unknown(String reason) -> {
                    return new Settled.LeftToHeal(reason);
                }
            }
        }
        return new Settled.LeftToHeal(
                "the ledger item " + reservation.key() + " changed under " + MOST_TRIES + " tries");
    }

    /// Tells the ledger that the other side counts this limit as used up: the bucket is full from now on and drains at
    /// its usual pace. Does nothing where the limit is unknown.
    public WriteResult exhausted(String key, Limits limits, LimitName limit, Instant now) {
        Bucket bucket = limit == LimitName.REQUESTS_PER_MINUTE ? Buckets.requests(limits) : Buckets.tokens(limits);
        if (bucket.unlimited()) {
            return new WriteResult.Refused(Image.EMPTY);
        }
        long full = Clocks.nanos(now) + bucket.burstNanos();
        WriteResult result = store.write(
                key,
                new ConditionalWrite(
                        List.of(new Guard.AbsentOrBelow(bucket.attribute(), full)),
                        List.of(new Change.Put(bucket.attribute(), full))));
        remember(key, result);
        return result;
    }

    private void remember(String key, WriteResult result) {
        switch (result) {
            case WriteResult.Applied(Image after) -> remember(key, after);
            case WriteResult.Refused(Image actual) -> remember(key, actual);
            case WriteResult.Unknown _ -> {}
        }
    }

    private void remember(String key, Image image) {
        memory.merge(
                key, new Remembered(image, Set.of()), (before, now) -> new Remembered(image, before.busyBuckets()));
    }

    /// How the item stood when this process last wrote it; costs nothing, and may be stale.
    public Standing remembered(String key, Limits limits, Instant now) {
        Remembered remembered = memory.get(key);
        return Standing.of(remembered == null ? Image.EMPTY : remembered.image(), limits, now, epochs);
    }

    /// How the item stands now, read from the store.
    public Standing standing(String key, Limits limits, Instant now) {
        return Standing.of(store.read(key), limits, now, epochs);
    }
}
