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
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.Bucket;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.ThrottleRow;
import io.breakwater.quota.usage.LateUse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One operation on a ledger item, with all its arguments; [LedgerOperations#execute] runs it.
/// Decorators of a ledger, such as those for sharding and for outages of its store, wrap that one
/// method for all commands.
///
/// The idea is bucket4j's `RemoteCommand`.
///
/// @param <R> the result
public sealed interface LedgerCommand<R>
        permits LedgerCommand.Reserve,
                LedgerCommand.Settle,
                LedgerCommand.Renew,
                LedgerCommand.Exhaust,
                LedgerCommand.Amend,
                LedgerCommand.FollowAmendments,
                LedgerCommand.Sweep,
                LedgerCommand.Charge,
                LedgerQuery {

    /// Runs the command on the items of one store.
    R execute(ItemAccess items);

    /// Casts a result that a decorator made for this command: a `switch` over commands tells Java which
    /// command it is, but not that R is then its result.
    ///
    /// @param made MUST be a result of this command
    @SuppressWarnings("unchecked")
    default R result(Object made) {
        return (R) made;
    }

    /// Reserve the amount if the item's share of every limit has room for it, limits in shadow excepted.
    record Reserve(String key, Terms terms, LedgerAmount amount, Instant now) implements LedgerCommand<Admission> {

        /// The same on another item.
        public Reserve on(String item) {
            return new Reserve(item, terms, amount, now);
        }

        long nanos() {
            return LedgerTime.nanos(now);
        }

        @Override
        public Admission execute(ItemAccess items) {
            return new ReserveOperation(items, this).run();
        }
    }

    /// Book what was used and free the rest. MUST be executed once per reservation.
    record Settle(Reservation reservation, LedgerAmount actual, Instant now)
            implements LedgerCommand<SettlementResult> {

        @Override
        public SettlementResult execute(ItemAccess items) {
            return new SettleOperation(items, reservation).run(actual, now);
        }
    }

    /// Move a reservation to the current epoch, so that it is not dropped while its request runs: one
    /// write per epoch. A settled reservation MUST NOT be renewed.
    ///
    /// @param reservation has a mark, which tells a write whose answer was lost from one that did not
    /// happen
    record Renew(Reservation reservation, Instant now) implements LedgerCommand<RenewalResult> {

        @Override
        public RenewalResult execute(ItemAccess items) {
            return new RenewOperation(items, reservation).run(now);
        }
    }

    /// Count a limit as used up because Bedrock says so: its bucket is full from now on and drains at
    /// its usual rate, after the rest of a target that throttles everything. Nothing happens if the limit
    /// is unknown.
    record Exhaust(String key, Limits limits, LimitName limit, Instant now) implements LedgerCommand<WriteResult> {

        @Override
        public WriteResult execute(ItemAccess items) {
            Bucket bucket = limit == LimitName.REQUESTS_PER_MINUTE ? Bucket.requests(limits) : Bucket.tokens(limits);
            if (bucket.unlimited()) {
                return new WriteResult.Refused(LedgerItem.EMPTY);
            }
            long nanos = LedgerTime.nanos(now);
            long rested = ThrottleRow.restUntil(items.seen(key).item(), nanos);
            long full = Math.max(nanos, rested) + bucket.burstNanos();
            return items.write(
                    key,
                    new ConditionalWrite(
                            List.of(new Guard.AbsentOrBelow(bucket.attribute(), full)),
                            List.of(new Change.Put(bucket.attribute(), full))));
        }
    }

    /// Change the limits for a time, or suspend, from this write on. If two operators amend the same
    /// version, one of them gets a conflict and overwrites nothing. Repeating an amendment changes
    /// nothing.
    ///
    /// @param terms say over how many items the key is sharded
    record Amend(String key, Terms terms, Amendments wanted, Instant now) implements LedgerCommand<AmendmentResult> {

        /// The same on another item.
        public Amend on(String item) {
            return new Amend(item, terms, wanted, now);
        }

        @Override
        public AmendmentResult execute(ItemAccess items) {
            Optional<String> problem = wanted.problem(now);
            if (problem.isPresent()) {
                return new AmendmentResult.Invalid(problem.get());
            }
            return StoredAmendments.ended(wanted, items.write(key, StoredAmendments.replace(wanted)));
        }
    }

    /// Copy amendments to an item from another item of the same key.
    record FollowAmendments(String key, Amendments there) implements LedgerCommand<AmendmentResult> {

        @Override
        public AmendmentResult execute(ItemAccess items) {
            return StoredAmendments.ended(there, items.write(key, StoredAmendments.follow(there)));
        }
    }

    /// Drop the holds of requests that never settled, once their epoch has passed. The next reservation
    /// would do the same; a sweep serves items that get none.
    record Sweep(String key, Terms terms, Instant now) implements LedgerCommand<SweepResult> {

        /// The same on another item.
        public Sweep on(String item) {
            return new Sweep(item, terms, now);
        }

        @Override
        public SweepResult execute(ItemAccess items) {
            return new SweepOperation(items, key).run(terms, now);
        }
    }

    /// Book use that was admitted elsewhere, whatever the limits say.
    record Charge(String key, Terms terms, LateUse use, Instant now) implements LedgerCommand<WriteResult> {

        /// The same on another item.
        public Charge on(String item) {
            return new Charge(item, terms, use, now);
        }

        @Override
        public WriteResult execute(ItemAccess items) {
            LedgerItem seen = items.seen(key).item();
            WriteResult result = new WriteResult.Refused(seen);
            for (int tries = 1; tries <= Ledger.MOST_TRIES && result instanceof WriteResult.Refused; tries++) {
                Limits limits =
                        StoredAmendments.in(seen).over(terms.limits(), now).share(terms.ledgerShards());
                ConditionalWrite booking = ChargePlanner.plan(seen, limits, use, LedgerTime.nanos(now));
                result = booking.changes().isEmpty() ? new WriteResult.Applied(seen) : items.write(key, booking);
                seen = items.seen(key).item();
            }
            return result;
        }
    }
}
