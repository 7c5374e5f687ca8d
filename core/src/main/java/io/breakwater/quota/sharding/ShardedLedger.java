package io.breakwater.quota.sharding;

import io.breakwater.model.LimitName;
import io.breakwater.model.Terms;
import io.breakwater.quota.amendments.AmendmentResult;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.limits.Bucket;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.limits.Shortfall;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.operations.LedgerCommand;
import io.breakwater.quota.operations.LedgerOperations;
import io.breakwater.quota.operations.LedgerQuery;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.quota.operations.SweepResult;
import io.breakwater.quota.usage.UsageToday;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// A ledger whose keys may be sharded: if a key is written more often than DynamoDB allows for one
/// item, its limits are split evenly over several items, see [ShardedKey]. The shares are rounded down,
/// so that together they never allow more than the whole.
public final class ShardedLedger implements LedgerOperations {
    private final Ledger ledger;
    private final RandomGenerator random;

    /// @param random chooses among a key's items
    public ShardedLedger(Ledger ledger, RandomGenerator random) {
        this.ledger = ledger;
        this.random = random;
    }

    @Override
    public <R> R execute(LedgerCommand<R> command) {
        return switch (command) {
            case LedgerCommand.Reserve reserve -> command.result(reserve(reserve));
            case LedgerCommand.Amend amend -> command.result(amend(amend));
            case LedgerCommand.Charge charge -> command.result(ledger.execute(charge.on(anyItem(charge))));
            case LedgerCommand.Sweep sweep -> command.result(sweep(sweep));
            case LedgerQuery.AskStore ask ->
                command.result(
                        ledger.execute(ask.on(items(ask.key(), ask.terms()).item(0))));
            case LedgerQuery.Remember remember -> command.result(newest(remember));
            case LedgerQuery.Report report -> command.result(sum(report));
            case LedgerCommand.Settle _,
                    LedgerCommand.Renew _,
                    LedgerCommand.Exhaust _,
                    LedgerCommand.FollowAmendments _,
                    LedgerQuery.IsDue _,
                    LedgerQuery.HadRoom _,
                    LedgerQuery.Foresee _,
                    LedgerQuery.RoomIn _ -> ledger.execute(command);
        };
    }

    private static ShardedKey items(String key, Terms terms) {
        return new ShardedKey(key, terms.ledgerShards());
    }

    /// Reserves on one of the key's items. After a refusal it tries the next item if that had room when
    /// this process last saw it: then the items are unevenly used, and the tenant is not at its limit.
    private Admission reserve(LedgerCommand.Reserve wanted) {
        ShardedKey key = items(wanted.key(), wanted.terms());
        int first = any(key);
        Admission answer = ledger.execute(wanted.on(key.item(first)));
        LedgerCommand.Reserve next = wanted.on(key.item((first + 1) % key.items()));
        if (answer instanceof Admission.Refused && hadRoom(next)) {
            Admission second = ledger.execute(next);
            answer = second instanceof Admission.Admitted ? second : answer;
        }
        return whole(answer instanceof Admission.Refused refused ? anywhere(refused, wanted) : answer, key.items());
    }

    /// The refusal with a wait that suffices whichever item the request meets when it comes back. The
    /// others may be full for longer than the one that has refused, and nobody reads them for a refusal;
    /// but none keeps a request waiting for longer than its own cost takes to drain. The wait for running
    /// requests is an estimate, and stays one.
    private static Admission.Refused anywhere(Admission.Refused refused, LedgerCommand.Reserve wanted) {
        boolean estimated = refused.limit() == LimitName.CONCURRENCY;
        Duration longest =
                estimated || wanted.terms().ledgerShards() == 1 ? Duration.ZERO : longestWait(refused, wanted);
        return longest.compareTo(refused.retryAfter()) > 0
                ? new Admission.Refused(refused.limit(), longest, refused.status(), refused.shortfall())
                : refused;
    }

    private static Duration longestWait(Admission.Refused refused, LedgerCommand.Reserve wanted) {
        Bucket requests = Bucket.requests(refused.status().limits());
        Bucket tokens = Bucket.tokens(refused.status().limits());
        Set<LimitName> shadow = wanted.terms().shadow();
        return Duration.ofNanos(Math.max(
                shadow.contains(requests.name()) ? 0 : requests.longestWait(1),
                shadow.contains(tokens.name())
                        ? 0
                        : tokens.longestWait(wanted.amount().tokens())));
    }

    private boolean hadRoom(LedgerCommand.Reserve next) {
        return ledger.execute(new LedgerQuery.HadRoom(next.key(), next.terms(), next.amount(), next.now()));
    }

    private int any(ShardedKey key) {
        return key.items() == 1 ? 0 : random.nextInt(key.items());
    }

    /// The answer of one item, scaled to all items as if they were alike.
    private static Admission whole(Admission answer, int shards) {
        return switch (answer) {
            case Admission.Admitted(Reservation reservation, LedgerStatus status) ->
                new Admission.Admitted(reservation, status.times(shards));
            case Admission.Refused(LimitName limit, var after, LedgerStatus status, Shortfall shortfall) ->
                new Admission.Refused(limit, after, status.times(shards), shortfall);
            case Admission.Suspended(LedgerStatus status) -> new Admission.Suspended(status.times(shards));
            case Admission.TooLarge _, Admission.Unavailable _ -> answer;
        };
    }

    /// Amends all items, beginning with the first: it alone decides between two concurrent amendments,
    /// and the others follow its version. If the store fails in between, repeating the same amendment
    /// completes it.
    private AmendmentResult amend(LedgerCommand.Amend wanted) {
        ShardedKey key = items(wanted.key(), wanted.terms());
        Optional<String> problem = tooSmall(wanted.wanted(), key.items());
        if (problem.isPresent()) {
            return new AmendmentResult.Invalid(problem.get());
        }
        AmendmentResult first = ledger.execute(wanted.on(key.item(0)));
        return first instanceof AmendmentResult.Written(Amendments there)
                ? follow(key, wanted.wanted().at(there.version()))
                : first;
    }

    private AmendmentResult follow(ShardedKey key, Amendments there) {
        for (int item = 1; item < key.items(); item++) {
            switch (ledger.execute(new LedgerCommand.FollowAmendments(key.item(item), there))) {
                case AmendmentResult.Written _ -> {}
                case AmendmentResult.Unknown(String reason) -> {
                    return new AmendmentResult.Partly(item, key.items(), reason);
                }
                case AmendmentResult other -> {
                    return other;
                }
            }
        }
        return new AmendmentResult.Written(there);
    }

    /// Refuses a limit too small to be shared: a share of 0 would mean no limit.
    private static Optional<String> tooSmall(Amendments wanted, int shards) {
        return wanted.overrides().entrySet().stream()
                .filter(each -> each.getKey() != LimitName.LARGEST_REQUEST
                        && each.getValue().value() < shards)
                .sorted(Map.Entry.comparingByKey())
                .map(each -> "the override of %s is %d, less than its %d ledger shards; raise it, or suspend the tenant"
                        .formatted(each.getKey().label(), each.getValue().value(), shards))
                .findFirst();
    }

    private String anyItem(LedgerCommand.Charge charge) {
        ShardedKey key = items(charge.key(), charge.terms());
        return key.item(any(key));
    }

    /// The remembered status with the newest amendments among all items.
    private LedgerStatus newest(LedgerQuery.Remember asked) {
        return items(asked.key(), asked.terms()).all().stream()
                .map(item -> ledger.remembered(item, asked.terms().limits(), asked.now()))
                .max(Comparator.comparingLong(status -> status.amendments().version()))
                .orElseThrow();
    }

    /// The sum over all items.
    private UsageToday sum(LedgerQuery.Report asked) {
        UsageToday sum = items(asked.key(), asked.terms()).all().stream()
                .map(item -> ledger.execute(asked.on(item)))
                .reduce(UsageToday::plus)
                .orElseThrow();
        return new UsageToday(whole(sum.status(), asked.terms(), asked.now()), sum.models());
    }

    private SweepResult sweep(LedgerCommand.Sweep wanted) {
        SweepResult sum = items(wanted.key(), wanted.terms()).all().stream()
                .map(item -> ledger.execute(wanted.on(item)))
                .reduce(SweepResult::plus)
                .orElseThrow();
        return new SweepResult(sum.leaked(), whole(sum.status(), wanted.terms(), wanted.now()));
    }

    /// The sum of the items with the limits of the whole key.
    private static LedgerStatus whole(LedgerStatus sum, Terms terms, Instant now) {
        return sum.under(sum.amendments().over(terms.limits(), now));
    }

    /// Carries the amendments and the counts of day and month to the items of another number, and
    /// stores that number. Later writes to the old items are carried as well whenever this is repeated.
    ///
    /// It may stop at any write and be repeated at any time; nothing is carried twice.
    ///
    /// @throws RuntimeException if the store cannot be read
    public ReshardingResult carry(String key, int items, Instant now) {
        return new Resharding(ledger.store(), new ShardedKey(key, items), LedgerTime.nanos(now)).run();
    }
}
