package io.breakwater.quota.operations;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import io.breakwater.quota.amendments.AmendmentResult;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.CapacityGrant;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.usage.LateUse;
import io.breakwater.quota.usage.UsageToday;
import java.time.Duration;
import java.time.Instant;

/// The operations on a ledger. Each is a [LedgerCommand] and goes through [#execute], the only method
/// to implement; the other methods are shorthands for the commands.
public interface LedgerOperations {

    /// Runs the command.
    ///
    /// @throws RuntimeException if the store cannot be read, from commands that only read, and from a sweep
    <R> R execute(LedgerCommand<R> command);

    /// See [LedgerCommand.Reserve]; without priorities, shadow and shards.
    default Admission reserve(String key, Limits limits, LedgerAmount amount, Instant now) {
        return reserve(key, Terms.of(limits), amount, now);
    }

    /// See [LedgerCommand.Reserve].
    default Admission reserve(String key, Terms terms, LedgerAmount amount, Instant now) {
        return execute(new LedgerCommand.Reserve(key, terms, amount, now));
    }

    /// See [LedgerCommand.Settle].
    default SettlementResult settle(Reservation reservation, LedgerAmount actual, Instant now) {
        return execute(new LedgerCommand.Settle(reservation, actual, now));
    }

    /// See [LedgerQuery.IsDue].
    default boolean due(Reservation reservation, Instant now) {
        return execute(new LedgerQuery.IsDue(reservation, now));
    }

    /// See [LedgerCommand.Renew].
    default RenewalResult renew(Reservation reservation, Instant now) {
        return execute(new LedgerCommand.Renew(reservation, now));
    }

    /// See [LedgerCommand.Exhaust].
    default WriteResult exhausted(String key, Limits limits, LimitName limit, Instant now) {
        return execute(new LedgerCommand.Exhaust(key, limits, limit, now));
    }

    /// See [LedgerCommand.Amend]; of a key with one item.
    default AmendmentResult amend(String key, Amendments wanted, Instant now) {
        return amend(key, Terms.of(Limits.UNLIMITED), wanted, now);
    }

    /// See [LedgerCommand.Amend].
    default AmendmentResult amend(String key, Terms terms, Amendments wanted, Instant now) {
        return execute(new LedgerCommand.Amend(key, terms, wanted, now));
    }

    /// See [LedgerCommand.Sweep].
    default SweepResult sweep(String key, Terms terms, Instant now) {
        return execute(new LedgerCommand.Sweep(key, terms, now));
    }

    /// See [LedgerCommand.Charge].
    default WriteResult charge(String key, Terms terms, LateUse use, Instant now) {
        return execute(new LedgerCommand.Charge(key, terms, use, now));
    }

    /// See [LedgerQuery.AskStore].
    default boolean answers(String key, Terms terms) {
        return execute(new LedgerQuery.AskStore(key, terms));
    }

    /// See [LedgerQuery.Foresee].
    default CapacityGrant foresee(String key, Terms terms, LedgerAmount amount, Instant now) {
        return execute(new LedgerQuery.Foresee(key, terms, amount, now));
    }

    /// See [LedgerQuery.RoomIn].
    default Duration roomIn(String key, Terms terms, LedgerAmount amount, Instant now) {
        return execute(new LedgerQuery.RoomIn(key, terms, amount, now));
    }

    /// See [LedgerQuery.Remember]; without shards.
    default LedgerStatus remembered(String key, Limits limits, Instant now) {
        return remembered(key, Terms.of(limits), now);
    }

    /// See [LedgerQuery.Remember].
    default LedgerStatus remembered(String key, Terms terms, Instant now) {
        return execute(new LedgerQuery.Remember(key, terms, now));
    }

    /// The current status of a key with one item, read from the store.
    default LedgerStatus status(String key, Limits limits, Instant now) {
        return status(key, Terms.of(limits), now);
    }

    /// The current status of the key, read from the store.
    default LedgerStatus status(String key, Terms terms, Instant now) {
        return today(key, terms, now).status();
    }

    /// See [LedgerQuery.Report].
    default UsageToday today(String key, Terms terms, Instant now) {
        return execute(new LedgerQuery.Report(key, terms, now));
    }
}
