package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.PublicNames;
import io.breakwater.Sample;
import io.breakwater.model.Capacity;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.ModelId;
import io.breakwater.model.Priority;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Shares;
import io.breakwater.model.Tenant;
import io.breakwater.model.Terms;
import io.breakwater.quota.amendments.AmendmentResult;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.amendments.LimitOverride;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.operations.RenewalMark;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.quota.outage.Outage;
import io.breakwater.quota.sharding.ReshardingResult;
import io.breakwater.quota.usage.ModelKey;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The keys and attributes that ledgers have left in stores and that the next version must be able to
/// read.
class StoredLedgersTest {
    private static final Epochs EPOCHS = new Epochs(Duration.ofMinutes(5));
    private static final Instant NOW = Sample.NOW;
    private static final Instant NEXT_EPOCH = NOW.plus(EPOCHS.length());
    private static final LedgerAmount DEMAND = new LedgerAmount(100, 10_000);
    private static final Tenant TENANT = Sample.tenant(Terms.of(Limits.UNLIMITED
            .with(LimitName.REQUESTS_PER_MINUTE, 600)
            .with(LimitName.TOKENS_PER_MINUTE, 100_000)
            .with(LimitName.TOKENS_PER_DAY, 1_000_000)
            .with(LimitName.USD_PER_MONTH, 1_000_000_000_000L)
            .with(LimitName.CONCURRENCY, 20)
            .with(LimitName.LARGEST_REQUEST, 50_000)));
    private static final RoutedTarget TARGET =
            Sample.target("a", Sample.EAST, Sample.SONNET_US, new Capacity(600, 1_000_000));

    private final WrittenNames store = new WrittenNames();
    private final Ledger ledger = new Ledger(store, EPOCHS);
    private final TenantLedger tenants = new TenantLedger(ledger);
    private final TargetLedger targets = new TargetLedger(ledger, () -> Shares.DEFAULT, Outage.closed());

    /// Keeps items, and every attribute name that was ever in one of them.
    private static final class WrittenNames implements LedgerStore {
        private final ReferenceStore items = new ReferenceStore();
        private final Set<String> names = new TreeSet<>();

        @Override
        public WriteResult write(String key, ConditionalWrite write) {
            WriteResult result = items.write(key, write);
            if (result instanceof WriteResult.Applied(LedgerItem after)) {
                names.add("item " + key);
                after.numbers().keySet().forEach(name -> names.add(kind(key) + name));
            }
            return result;
        }

        private static String kind(String key) {
            return switch (key.charAt(0)) {
                case 'T' -> "tenant ";
                case 'L' -> "lengths ";
                default -> "target ";
            };
        }

        @Override
        public LedgerItem read(String key) {
            return items.read(key);
        }
    }

    @Test
    void items_keep_their_keys_and_attributes() {
        useTenant(NOW);
        useTenant(NEXT_EPOCH);
        useTarget(NOW);
        useTarget(NEXT_EPOCH);
        failRetry();
        renew();
        amend();
        carry(2);
        carry(3);
        learnLengths(NOW);
        learnLengths(NOW.plus(Duration.ofDays(1)));
        PublicNames.STORED_LEDGERS.are(store.names);
    }

    private void useTenant(Instant at) {
        Reservation reservation = reserved(tenants.reserve(TENANT, DEMAND, at));
        tenants.settle(
                reservation.bookedAs(ModelKey.of(new ModelId("anthropic.claude-sonnet-4-6"))),
                new LedgerAmount(50, 5_100),
                at.plusSeconds(1));
        reservation = reserved(tenants.reserve(TENANT, DEMAND, at));
        tenants.settle(reservation.bookedAs(ModelKey.OTHER), new LedgerAmount(50, 5_100), at.plusSeconds(1));
    }

    private void learnLengths(Instant at) {
        ModelId model = new ModelId("anthropic.claude-sonnet-4-6");
        new LearnedBounds(store).learn(TENANT.id(), model, 1, true, at);
    }

    private void useTarget(Instant at) {
        for (Priority priority : Priority.values()) {
            targets.settle(reserved(targets.reserve(TARGET, priority, 100, at)), 50, at.plusSeconds(1));
        }
        Outcome throttled = new Outcome.Throttled(Outcome.Quota.REQUESTS);
        Reservation reservation = reserved(targets.reserve(TARGET, Priority.HIGH, 100, at));
        targets.settle(TargetLedger.failed(TARGET, reservation, throttled, false), 0, at.plusSeconds(2));
        for (Outcome.Quota quota : Outcome.Quota.values()) {
            targets.throttled(TARGET, quota, at.plusSeconds(2));
        }
    }

    /// Makes a retry that is throttled, again and again until a quota is learned from it.
    private void failRetry() {
        for (int throttle = 0; throttle < 9; throttle++) {
            failRetry(NEXT_EPOCH.plusSeconds(60).plusMillis(400L * throttle));
        }
    }

    private void failRetry(Instant at) {
        Reservation retry = reserved(targets.reserveRetry(TARGET, Priority.HIGH, 100, at));
        targets.settle(retry.failed(new Reservation.Failed(1, Reservation.Throttle.OF_UNKNOWN_QUOTA)), 0, at);
    }

    private void renew() {
        RenewalMark mark = new RenewalMark("12345678");
        Instant begun = NEXT_EPOCH.plus(EPOCHS.length());
        Reservation mine = reserved(tenants.reserve(TENANT, DEMAND, begun)).marked(() -> mark);
        Reservation its =
                reserved(targets.reserve(TARGET, Priority.HIGH, 100, begun)).marked(() -> mark);
        Instant later = begun.plus(EPOCHS.length());
        tenants.settle(tenants.renewals().renew(mine, later).reservation(), DEMAND, later);
        targets.settle(targets.renewals().renew(its, later).reservation(), 100, later);
    }

    private static Reservation reserved(Admission admission) {
        assertThat(admission).isInstanceOf(Admission.Admitted.class);
        return ((Admission.Admitted) admission).reservation();
    }

    private void amend() {
        Map<LimitName, LimitOverride> all = new EnumMap<>(LimitName.class);
        for (LimitName limit : LimitName.values()) {
            all.put(limit, new LimitOverride(Limits.LARGEST, NOW.plus(Duration.ofDays(1))));
        }
        assertThat(tenants.amend(TENANT, new Amendments(0, true, all), NEXT_EPOCH))
                .isInstanceOf(AmendmentResult.Written.class);
    }

    private void carry(int items) {
        assertThat(tenants.carry(TENANT.id(), items, NEXT_EPOCH)).isInstanceOf(ReshardingResult.Done.class);
    }
}
