package io.breakwater.call;

import io.breakwater.model.Capacity;
import io.breakwater.model.Claim;
import io.breakwater.model.FailMode;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Priority;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Shares;
import io.breakwater.model.Terms;
import io.breakwater.model.TokenUsage;
import io.breakwater.quota.item.ItemKind;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.CapacityGrant;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.operations.LedgerOperations;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.quota.operations.SettlementResult;
import io.breakwater.quota.operations.SweepResult;
import io.breakwater.quota.outage.Outage;
import io.breakwater.quota.outage.OutageTolerantLedger;
import io.breakwater.routing.Headroom;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The capacity ledger: it does Bedrock's quota arithmetic for each target, so that a call goes where
/// there is room instead of finding out by a 429.
///
/// It reserves `input + max_tokens` at the start and settles `input + cache writes + output x burndown`
/// ("How Amazon Bedrock counts tokens", Amazon Bedrock User Guide).
public final class TargetLedger implements Headroom {
    /// How long a target of unknown capacity that has throttled is not preferred for its cached
    /// prefixes.
    private static final Duration NO_AFFINITY = Duration.ofMinutes(10);

    private final LedgerOperations ledger;
    private final Supplier<Shares> shares;
    private final Map<String, Instant> throttledWithoutQuota = new ConcurrentHashMap<>();

    /// A ledger without shares of priorities: first come, first served.
    public TargetLedger(Ledger ledger) {
        this(ledger, () -> Shares.NONE, Outage.closed());
    }

    /// @param shares the share that each priority is guaranteed at the moment, of every target of known
    /// capacity
    /// @param outage with an allowance, targets are used up to this process's share of them while
    /// the store is down
    public TargetLedger(Ledger ledger, Supplier<Shares> shares, Outage outage) {
        this.shares = shares;
        this.ledger = new OutageTolerantLedger(ledger, outage, FailMode.LOCAL);
    }

    /// @param tokens `input + max_tokens`
    Admission reserve(RoutedTarget target, Priority priority, long tokens, Instant now) {
        return ledger.reserve(key(target), terms(target, priority), new LedgerAmount(tokens, 0), now);
    }

    /// The same for a retry; refused if too many retries of this target have failed.
    Admission reserveRetry(RoutedTarget target, Priority priority, long tokens, Instant now) {
        return ledger.reserve(key(target), terms(target, priority).retrying(), new LedgerAmount(tokens, 0), now);
    }

    /// Whose capacity such a reservation would take, as far as this process knows.
    CapacityGrant foresee(RoutedTarget target, Priority priority, long tokens, Instant now) {
        return ledger.foresee(key(target), terms(target, priority), new LedgerAmount(tokens, 0), now);
    }

    /// How long until there is room for such a reservation, as far as this process knows; zero if there is room now.
    Duration roomIn(RoutedTarget target, Priority priority, long tokens, Instant now) {
        return ledger.roomIn(key(target), terms(target, priority), new LedgerAmount(tokens, 0), now);
    }

    private Terms terms(RoutedTarget target, Priority priority) {
        Terms terms = terms(target);
        return target.capacity().equals(Capacity.UNKNOWN) ? terms : terms.claimed(new Claim(priority, shares.get()));
    }

    /// The operations that renew the reservations of running requests.
    LedgerOperations renewals() {
        return ledger;
    }

    SettlementResult settle(Reservation reservation, long quotaTokens, Instant now) {
        return ledger.settle(reservation, new LedgerAmount(quotaTokens, 0), now);
    }

    /// The reservation of a failed call, marked with what the failure means for the target's next
    /// calls.
    ///
    /// @param retry whether the call was made because another one had failed
    static Reservation failed(RoutedTarget target, Reservation reservation, Outcome outcome, boolean retry) {
        return reservation.failed(new Reservation.Failed(retry ? outcome.retries() : 0, throttle(target, outcome)));
    }

    private static Reservation.Throttle throttle(RoutedTarget target, Outcome outcome) {
        if (!(outcome instanceof Outcome.Throttled)) {
            return Reservation.Throttle.NONE;
        }
        return target.capacity().equals(Capacity.UNKNOWN)
                ? Reservation.Throttle.OF_UNKNOWN_QUOTA
                : Reservation.Throttle.OF_KNOWN_QUOTA;
    }

    /// Drops the holds of calls to the target that never settled.
    public SweepResult sweep(RoutedTarget target, Instant now) {
        return ledger.sweep(key(target), Terms.of(limits(target)), now);
    }

    static long quotaTokens(RoutedTarget target, TokenUsage usage) {
        return usage.settledAgainstQuota(target.profile().model().burndown());
    }

    /// Bedrock has throttled although the ledger saw room, so the ledger counts its quota as used up.
    /// For a target of unknown quota this process remembers the throttle instead.
    WriteResult throttled(RoutedTarget target, Outcome.Quota quota, Instant now) {
        if (target.capacity().equals(Capacity.UNKNOWN)) {
            throttledWithoutQuota.put(key(target), now);
        }
        LimitName limit = quota == Outcome.Quota.REQUESTS ? LimitName.REQUESTS_PER_MINUTE : LimitName.TOKENS_PER_MINUTE;
        return ledger.exhausted(key(target), limits(target), limit, now);
    }

    @Override
    public LedgerStatus of(RoutedTarget target, Instant now) {
        return ledger.remembered(key(target), terms(target), now);
    }

    /// Zero for ten minutes after a throttle if the quota is not known: such a ledger always shows
    /// room.
    @Override
    public long leftPerMillion(RoutedTarget target, Instant now) {
        Instant throttled = throttledWithoutQuota.getOrDefault(key(target), Instant.MIN);
        return throttled.isAfter(now.minus(NO_AFFINITY)) ? 0 : Headroom.leftPerMillion(of(target, now));
    }

    @Override
    public long mostTokens(RoutedTarget target, Priority priority) {
        return Ledger.mostTokens(terms(target, priority));
    }

    /// How the target stands now, read from the store.
    public LedgerStatus status(RoutedTarget target, Instant now) {
        return ledger.status(key(target), terms(target), now);
    }

    private static Terms terms(RoutedTarget target) {
        return Terms.of(limits(target)).withNumbers();
    }

    static String key(RoutedTarget target) {
        return ItemKind.TARGET.key(target.target().label());
    }

    private static Limits limits(RoutedTarget target) {
        return Limits.of(target.capacity());
    }
}
