package io.breakwater.quota.operations;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import io.breakwater.quota.amendments.AmendmentResult;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.amendments.StoredAmendments;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.Bucket;
import io.breakwater.quota.limits.Buckets;
import io.breakwater.quota.limits.CapacityGrant;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.limits.ReservationPlan;
import io.breakwater.quota.limits.StaleRead;
import io.breakwater.quota.usage.UsageByModel;
import io.breakwater.quota.usage.UsageToday;
import io.breakwater.quota.usage.UsageTotals;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Admits, reserves and settles against a store, exactly, with one write before and one after a request.
///
/// Each try writes what the arithmetic makes of the best image at hand; if the store refutes the image, it says
/// how the item really is, and the next try, at the same `now`, is made from that. Requests are refused only on
/// an image from the store, never admitted from a remembered one.
public final class Ledger {
    private final LedgerStore store;
    private final Epochs epochs;
    private final ReservationPlanner planner;
    private final ItemCache memory = new ItemCache();

    public Ledger(LedgerStore store, Epochs epochs) {
        this.store = store;
        this.epochs = epochs;
        this.planner = new ReservationPlanner(epochs);
    }

    /// Reserves the demand if every limit has room for it.
    public Admission reserve(String key, Limits limits, LedgerAmount demand, Instant now) {
        return reserve(key, Terms.of(limits), demand, now);
    }

    /// Reserves the demand if the item's share of every limit has room for it, those in shadow excepted.
    public Admission reserve(String key, Terms terms, LedgerAmount demand, Instant now) {
        ReserveOperation.Asked asked = new ReserveOperation.Asked(key, terms, demand, now, LedgerTime.nanos(now));
        return new ReserveOperation(store, memory, epochs, planner, asked).run();
    }

    /// Books what was really used and frees the rest. MUST be called once per reservation.
    public SettlementResult settle(Reservation reservation, LedgerAmount actual, Instant now) {
        return new SettleOperation(store, memory, epochs, reservation).run(actual, now);
    }

    /// Whether the clock has left the epoch that holds a reservation, so that it is to be renewed.
    public boolean due(Reservation reservation, Instant now) {
        return epochs.epoch(LedgerTime.nanos(now)) > reservation.epoch();
    }

    /// Holds a reservation in the current epoch, instead of the one that held it, so that it does not drop
    /// out while its request runs: one write per epoch. Once it is settled it MUST NOT be renewed.
    ///
    /// @param reservation with a mark, which tells a write whose answer was lost from one that did not happen
    public RenewalResult renew(Reservation reservation, Instant now) {
        return new RenewOperation(store, memory, epochs, reservation).run(now);
    }

    /// Tells the ledger that the other side counts this limit as used up: the bucket is full from now on and
    /// drains at its usual pace. Does nothing where the limit is unknown.
    public WriteResult exhausted(String key, Limits limits, LimitName limit, Instant now) {
        Bucket bucket = limit == LimitName.REQUESTS_PER_MINUTE ? Buckets.requests(limits) : Buckets.tokens(limits);
        if (bucket.unlimited()) {
            return new WriteResult.Refused(LedgerItem.EMPTY);
        }
        long full = LedgerTime.nanos(now) + bucket.burstNanos();
        WriteResult result = store.write(
                key,
                new ConditionalWrite(
                        List.of(new Guard.AbsentOrBelow(bucket.attribute(), full)),
                        List.of(new Change.Put(bucket.attribute(), full))));
        memory.remember(key, result);
        return result;
    }

    /// Changes the item's limits for a time, or suspends it, from this write on. Two who amend the same version do
    /// not overwrite each other: one is told. Repeating an amendment changes nothing.
    public AmendmentResult amend(String key, Amendments wanted, Instant now) {
        Optional<String> problem = wanted.problem(now);
        if (problem.isPresent()) {
            return new AmendmentResult.Invalid(problem.get());
        }
        WriteResult result = store.write(key, StoredAmendments.replace(wanted));
        memory.remember(key, result);
        return StoredAmendments.ended(wanted, result);
    }

    /// Brings an item to amendments that another item of the same tenant has already.
    public AmendmentResult follow(String key, Amendments there) {
        WriteResult result = store.write(key, StoredAmendments.follow(there));
        memory.remember(key, result);
        return StoredAmendments.ended(there, result);
    }

    /// Drops what requests that never settled still hold, once their generation has passed. The next reservation would
    /// do it, too; this is for items that have none.
    public SweepResult sweep(String key, Terms terms, Instant now) {
        return new SweepOperation(store, epochs, key).run(terms, now);
    }

    /// Books use that was admitted elsewhere, whatever the limits say.
    public WriteResult charge(String key, Terms terms, UsageTotals use, Instant now) {
        LedgerItem image = memory.of(key).image();
        WriteResult result = new WriteResult.Refused(image);
        for (int attempt = 1;
                attempt <= ReserveOperation.MOST_TRIES && result instanceof WriteResult.Refused;
                attempt++) {
            Limits limits = StoredAmendments.in(image).over(terms.limits(), now).share(terms.ledgerShards());
            result = store.write(key, ChargePlanner.plan(image, limits, use, LedgerTime.nanos(now)));
            memory.remember(key, result);
            image = memory.of(key).image();
        }
        return result;
    }

    /// Where the items are, for what is done to several at once.
    public LedgerStore store() {
        return store;
    }

    /// Whether the store answers at all, by a write that never happens: whoever probes with a reservation leaves a hold
    /// each time where the store writes, but does not say so in time.
    public boolean answers(String key) {
        WriteResult result = store.write(key, StoredAmendments.QUESTION);
        memory.remember(key, result);
        return !(result instanceof WriteResult.Unknown);
    }

    /// Whether the demand would have fit when this process last wrote the item.
    public boolean hadRoom(String key, Terms terms, LedgerAmount demand, Instant now) {
        ItemCache.Remembered remembered = memory.of(key);
        return !remembered.nothing()
                && planner.plan(remembered.image(), terms, demand, now, StaleRead.KNOWN) instanceof ReservationPlan.Go;
    }

    /// Whose room the demand would take, by what this process has last seen of the item; costs nothing.
    public CapacityGrant foresee(String key, Terms terms, LedgerAmount demand, Instant now) {
        LedgerItem image = memory.of(key).image();
        return switch (planner.plan(image, terms, demand, now, StaleRead.KNOWN)) {
            case ReservationPlan.Go go -> go.room();
            case ReservationPlan _ ->
                LedgerStatus.of(image, terms, now, epochs).hasRoom(demand.tokens())
                        ? new CapacityGrant.Kept()
                        : new CapacityGrant.Full();
        };
    }

    /// The most tokens that one demand can ever reserve under these terms; [Long#MAX_VALUE] without such a limit.
    public static long mostTokens(Terms terms) {
        return ReservationPlanner.mostTokens(terms);
    }

    /// How the item stood when this process last wrote it; costs nothing, and may be stale.
    public LedgerStatus remembered(String key, Limits limits, Instant now) {
        return LedgerStatus.of(memory.of(key).image(), Terms.of(limits), now, epochs);
    }

    /// How the item stands now, read from the store.
    public LedgerStatus standing(String key, Limits limits, Instant now) {
        return standing(key, Terms.of(limits), now);
    }

    /// How one item of several stands now, read from the store.
    LedgerStatus standing(String key, Terms terms, Instant now) {
        return today(key, terms, now).standing();
    }

    /// The same with the day's breakdown.
    public UsageToday today(String key, Terms terms, Instant now) {
        LedgerItem image = store.read(key);
        return new UsageToday(LedgerStatus.of(image, terms, now, epochs), UsageByModel.of(image, now));
    }
}
