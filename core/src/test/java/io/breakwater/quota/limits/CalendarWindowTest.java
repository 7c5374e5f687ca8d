package io.breakwater.quota.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.item.StoredMoney;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is written to the fields of a day and of a month. Epoch 7 has an odd number.
class CalendarWindowTest {
    private static final long NOON = LedgerTime.nanos(Instant.parse("2026-11-22T12:00:00Z"));
    private static final long TODAY = LedgerTime.day(NOON);
    private static final long THIS_MONTH = LedgerTime.month(NOON);
    private static final CalendarWindow DAY = CalendarWindow.day(0);
    private static final LedgerItem USED =
            new LedgerItem(Map.of("ce", 7L, "dW", TODAY, "d", 100L, "t0", 40L, "t1", 60L));

    private static PlanDraft draft(LedgerItem item) {
        return new PlanDraft(ItemView.current(item), NOON, Set.of(), 0);
    }

    private static ConditionalWrite renewed(long clock, long booked) {
        PlanDraft draft = draft(USED);
        DAY.renew(draft, HoldGenerations.of(USED, clock), booked, 60, true);
        return draft.written();
    }

    @Test
    void a_window_starts_with_its_day_or_its_month() {
        assertThat(DAY.start(DAY.current(NOON))).isEqualTo(LedgerTime.nanos(Instant.parse("2026-11-22T00:00:00Z")));
        CalendarWindow month = CalendarWindow.month(0);
        assertThat(month.start(month.current(NOON))).isEqualTo(LedgerTime.nanos(Instant.parse("2026-11-01T00:00:00Z")));
    }

    /// Stored items contain these names.
    @Test
    void counts_that_were_copied_are_called_as_the_versions_before_call_them() {
        assertThat(DAY.carriedKind()).isEqualTo('i');
        assertThat(CalendarWindow.month(0).carriedKind()).isEqualTo('j');
    }

    @Test
    void what_is_renewed_is_held_in_the_new_epoch_as_long_as_its_day_lasts() {
        ConditionalWrite write = renewed(8, TODAY);
        assertThat(write.guards()).containsExactly(new Guard.Equal("dW", TODAY), new Guard.Equal("t0", 40));
        assertThat(write.changes()).containsExactly(new Change.Put("t0", 60), new Change.Add("t1", -60));
    }

    @Test
    void of_a_day_that_has_passed_nothing_is_renewed_and_what_is_old_drops_out() {
        assertThat(renewed(8, TODAY - 1).changes()).containsExactly(new Change.Put("t0", 0));
        assertThat(renewed(7, TODAY - 1).changes()).isEmpty();
    }

    /// 2 micro-USD are counted, of which one was only rounded up.
    @Test
    void what_was_rounded_up_is_taken_only_while_it_is_there() {
        String rounded = "r" + THIS_MONTH;
        LedgerItem spent = new LedgerItem(Map.of("ce", 7L, "mW", THIS_MONTH, "m", 2L, rounded, 1_000L));
        PlanDraft draft = draft(spent);
        CalendarWindow.month(2_000).reserve(draft, HoldGenerations.of(spent, 7), 1_000);
        ReservationPlan plan = draft.finish();
        assertThat(plan).isInstanceOf(ReservationPlan.Write.class);
        assertThat(draft.written().guards())
                .contains(StoredMoney.ofMonth(THIS_MONTH).enough(1));
        assertThat(draft.written().changes()).contains(new Change.Add("m", 0), new Change.Add(rounded, -1_000));
    }
}
