package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.outage.LocalAllowance;
import io.breakwater.quota.usage.LateUse;
import io.breakwater.quota.usage.UsageTotals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a copy has admitted of its own is booked by whichever of its requests reserves next. Such a write is none of
/// the five that a request may need (I17); one that books nothing is.
final class OwnStoreTest {
    private static final Instant NOW = FleetWorld.START;
    private static final String LEDGER = "P#shard-a/us-east-1/model";
    private static final Limits LIMITS = Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, 60);
    private static final Terms TERMS = Terms.of(LIMITS);
    private static final LedgerAmount SOME = new LedgerAmount(100, 0);

    private final OwnStore own = new OwnStore();
    private final LocalAllowance allowance = new LocalAllowance(own, Epochs.STANDARD, 2);

    @Test
    void what_a_copy_has_admitted_is_to_be_booked_once_as_soon_as_it_is_settled() {
        assertThat(allowance.reserve(LEDGER, TERMS, SOME, NOW)).isInstanceOfSatisfying(Admission.Admitted.class, in -> {
            assertThat(own.books(LEDGER)).isFalse();
            allowance.settle(in.reservation(), SOME, NOW);
        });
        assertThat(own.books(LEDGER)).isTrue();
        assertThat(own.books(LEDGER)).isFalse();
    }

    @Test
    void a_booking_that_is_not_confirmed_is_to_be_written_again() {
        own.booksAgain(LEDGER);
        assertThat(own.books(LEDGER)).isTrue();
    }

    @Test
    void a_booking_is_told_from_a_quota_that_is_called_used_up_and_from_a_reservation() {
        List<ConditionalWrite> written = new ArrayList<>();
        Ledger ledger = new Ledger(remembering(written), Epochs.STANDARD);
        ledger.reserve(LEDGER, TERMS, SOME, NOW);
        ledger.exhausted(LEDGER, LIMITS, LimitName.REQUESTS_PER_MINUTE, NOW);
        assertThat(written).hasSizeGreaterThan(1).noneMatch(LedgerWrites::books);
        written.clear();
        ledger.charge(
                LEDGER, TERMS, LateUse.of(UsageTotals.of(SOME), LIMITS, LedgerTime.nanos(NOW.minusSeconds(1))), NOW);
        assertThat(written).isNotEmpty().allMatch(LedgerWrites::books);
    }

    private LedgerStore remembering(List<ConditionalWrite> written) {
        return new LedgerStore() {
            @Override
            public WriteResult write(String key, ConditionalWrite write) {
                written.add(write);
                return own.write(key, write);
            }

            @Override
            public LedgerItem read(String key) {
                return own.read(key);
            }
        };
    }

    @Test
    void an_item_of_a_sharded_ledger_is_the_ledgers() {
        assertThat(LedgerWrites.ledger("T#team-1#3#2")).isEqualTo("T#team-1");
        assertThat(LedgerWrites.ledger("T#team-1")).isEqualTo("T#team-1");
        assertThat(LedgerWrites.ledger(LEDGER)).isEqualTo(LEDGER);
    }

    @Test
    void a_request_whose_copy_books_nothing_before_each_reservation_writes_too_often() {
        Variant booksNothing = WrongPorts.ledgers((key, write, store) -> {
            if (LedgerWrites.reserves(write)) {
                store.write(key, nothing(store.read(key)));
            }
            return store.write(key, write);
        });
        assertThat(new FleetRun(Schedules.of(1), booksNothing, 0)
                        .play()
                        .findings()
                        .kinds())
                .contains(Property.I17);
    }

    private static ConditionalWrite nothing(LedgerItem item) {
        return new ConditionalWrite(
                List.of(Guard.unchanged(item, ItemAttributes.DAY)),
                List.of(new Change.Add(ItemAttributes.DAY_TOKENS, 0)));
    }
}
