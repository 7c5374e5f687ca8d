package io.breakwater.quota.sharding;

import io.breakwater.model.LimitName;
import io.breakwater.model.Terms;
import io.breakwater.quota.amendments.AmendmentResult;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.limits.Shortfall;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.operations.RenewalResult;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.quota.operations.SettlementResult;
import io.breakwater.quota.operations.SweepResult;
import io.breakwater.quota.usage.UsageByModel;
import io.breakwater.quota.usage.UsageToday;
import io.breakwater.quota.usage.UsageTotals;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A ledger whose items may be spread: one that is written more often than DynamoDB takes writes for an item has its
/// limits split evenly over several, see [ShardedKey]. The shares are rounded down, so that together
/// they never allow more than the whole.
public final class ShardedLedger {
    private final Ledger ledger;
    private final RandomGenerator random;

    /// @param random chooses among a key's items
    public ShardedLedger(Ledger ledger, RandomGenerator random) {
        this.ledger = ledger;
        this.random = random;
    }

    /// Reserves on one of the key's items. A refusal is tried once more on the next item, if that had room when this
    /// process last saw it: then the items are uneven, and not the tenant at its limit.
    public Admission reserve(String key, Terms terms, LedgerAmount demand, Instant now) {
        int shards = terms.ledgerShards();
        int first = shards == 1 ? 0 : random.nextInt(shards);
        Admission answer = ledger.reserve(item(key, first, shards), terms, demand, now);
        String next = item(key, (first + 1) % shards, shards);
        if (answer instanceof Admission.Refused && shards > 1 && ledger.hadRoom(next, terms, demand, now)) {
            Admission second = ledger.reserve(next, terms, demand, now);
            answer = second instanceof Admission.Admitted ? second : answer;
        }
        return whole(answer, shards);
    }

    /// What one item shows, as if all were like it.
    private static Admission whole(Admission answer, int shards) {
        return switch (answer) {
            case Admission.Admitted(Reservation reservation, LedgerStatus standing) ->
                new Admission.Admitted(reservation, standing.times(shards));
            case Admission.Refused(LimitName limit, var after, LedgerStatus standing, Shortfall lack) ->
                new Admission.Refused(limit, after, standing.times(shards), lack);
            case Admission.Suspended(LedgerStatus standing) -> new Admission.Suspended(standing.times(shards));
            case Admission.TooLarge _, Admission.Unavailable _ -> answer;
        };
    }

    /// Whether the store answers, asked without reserving anything.
    public boolean answers(String key, Terms terms) {
        return ledger.answers(item(key, 0, terms.ledgerShards()));
    }

    /// Settles on the item that the reservation was made on.
    public SettlementResult settle(Reservation reservation, LedgerAmount actual, Instant now) {
        return ledger.settle(reservation, actual, now);
    }

    /// Whether the epoch that holds a reservation has ended.
    public boolean due(Reservation reservation, Instant now) {
        return ledger.due(reservation, now);
    }

    /// Holds a reservation in the current epoch, on the item that it was made on.
    public RenewalResult renew(Reservation reservation, Instant now) {
        return ledger.renew(reservation, now);
    }

    /// Amends all items, the first one first: it alone decides between two who amend at once, and the others follow
    /// its version. If the store fails in between, repeating the same amendment completes it.
    public AmendmentResult amend(String key, Terms terms, Amendments wanted, Instant now) {
        Optional<String> problem = tooSmall(wanted, terms.ledgerShards());
        if (problem.isPresent()) {
            return new AmendmentResult.Invalid(problem.get());
        }
        int shards = terms.ledgerShards();
        AmendmentResult first = ledger.amend(item(key, 0, shards), wanted, now);
        return first instanceof AmendmentResult.Written(Amendments there) && shards > 1
                ? follow(key, shards, wanted.at(there.version()))
                : first;
    }

    private AmendmentResult follow(String key, int shards, Amendments there) {
        for (int shard = 1; shard < shards; shard++) {
            switch (ledger.follow(item(key, shard, shards), there)) {
                case AmendmentResult.Written _ -> {}
                case AmendmentResult.Unknown(String reason) -> {
                    return new AmendmentResult.Partly(shard, shards, reason);
                }
                case AmendmentResult other -> {
                    return other;
                }
            }
        }
        return new AmendmentResult.Written(there);
    }

    /// A share of nothing would be no limit at all.
    private static Optional<String> tooSmall(Amendments wanted, int shards) {
        return wanted.overrides().entrySet().stream()
                .filter(each -> each.getKey() != LimitName.LARGEST_REQUEST
                        && each.getValue().value() < shards)
                .sorted(Map.Entry.comparingByKey())
                .map(each -> "the override of %s is %d, less than its %d ledger shards; raise it, or suspend the tenant"
                        .formatted(each.getKey().label(), each.getValue().value(), shards))
                .findFirst();
    }

    /// Books use that was admitted elsewhere on one of the key's items, whatever the limits say; false if the store
    /// did not say that it is booked.
    public boolean charge(String key, Terms terms, UsageTotals use, Instant now) {
        int shards = terms.ledgerShards();
        int shard = shards == 1 ? 0 : random.nextInt(shards);
        return ledger.charge(item(key, shard, shards), terms, use, now) instanceof WriteResult.Applied;
    }

    /// How an item stood when this process last wrote it, for what was amended: of all items the one that was seen with
    /// the newest amendments.
    public LedgerStatus remembered(String key, Terms terms, Instant now) {
        return new ShardedKey(key, terms.ledgerShards())
                .all().stream()
                        .map(item -> ledger.remembered(item, terms.limits(), now))
                        .max(Comparator.comparingLong(
                                standing -> standing.amendments().version()))
                        .orElseThrow();
    }

    /// The sum over all items, read from the store.
    public LedgerStatus standing(String key, Terms terms, Instant now) {
        return today(key, terms, now).standing();
    }

    /// The same with the day's breakdown.
    public UsageToday today(String key, Terms terms, Instant now) {
        int shards = terms.ledgerShards();
        UsageToday first = ledger.today(item(key, 0, shards), terms, now);
        LedgerStatus sum = first.standing();
        UsageByModel models = first.models();
        for (int shard = 1; shard < shards; shard++) {
            UsageToday next = ledger.today(item(key, shard, shards), terms, now);
            sum = sum.plus(next.standing());
            models = models.plus(next.models());
        }
        return new UsageToday(sum.under(sum.amendments().over(terms.limits(), now)), models);
    }

    /// Brings what was amended and what is counted of the day and the month to the items of another number, and keeps
    /// that number: what is written to the items of the number before is brought, too, whenever this is repeated.
    ///
    /// It may break off at any write and be repeated any time; nothing is brought twice.
    ///
    /// @throws RuntimeException if the store cannot be read
    public ReshardingResult carry(String key, int items, Instant now) {
        return new Resharding(ledger.store(), new ShardedKey(key, items), LedgerTime.nanos(now)).run();
    }

    /// Sweeps all of the key's items.
    ///
    /// @throws RuntimeException if the store cannot be read
    public SweepResult sweep(String key, Terms terms, Instant now) {
        int shards = terms.ledgerShards();
        SweepResult sum = ledger.sweep(item(key, 0, shards), terms, now);
        for (int shard = 1; shard < shards; shard++) {
            sum = sum.plus(ledger.sweep(item(key, shard, shards), terms, now));
        }
        LedgerStatus whole = sum.standing();
        return new SweepResult(sum.leaked(), whole.under(whole.amendments().over(terms.limits(), now)));
    }

    private static String item(String key, int shard, int shards) {
        return new ShardedKey(key, shards).item(shard);
    }
}
