package io.breakwater.quota.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.model.LimitName;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.LedgerItem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which epoch an item is in, and what is predicted about an item that was seen a while ago.
class HoldGenerationsTest {
    private static LedgerItem item(long epoch) {
        return new LedgerItem(Map.of("ce", epoch, "c0", 3L, "c1", 5L));
    }

    @Test
    void a_clock_that_is_behind_writes_into_the_items_epoch_and_one_that_is_ahead_into_its_own() {
        assertThat(HoldGenerations.of(item(7), 6).current()).isEqualTo(7);
        assertThat(HoldGenerations.of(item(7), 7).same()).isTrue();
        assertThat(HoldGenerations.of(item(7), 8).next()).isTrue();
        assertThat(HoldGenerations.of(item(7), 9).stale()).isTrue();
        assertThat(HoldGenerations.of(LedgerItem.EMPTY, 9).first()).isTrue();
    }

    @Test
    void an_epoch_a_hundred_ahead_is_a_clocks_and_one_further_ahead_is_of_other_numbers() {
        assertThat(HoldGenerations.of(item(107), 7).current()).isEqualTo(107);
        assertThat(HoldGenerations.of(item(108), 7).current()).isEqualTo(7);
    }

    @Test
    void a_reservation_has_leaked_when_its_epoch_is_two_before_the_items_or_of_other_numbers() {
        assertThat(HoldGenerations.passed(6, 7)).isFalse();
        assertThat(HoldGenerations.passed(5, 7)).isTrue();
        assertThat(HoldGenerations.passed(107, 7)).isFalse();
        assertThat(HoldGenerations.passed(108, 7)).isTrue();
    }

    @Test
    void what_was_reserved_in_the_epoch_before_is_still_there_in_an_item_of_this_epoch_or_that() {
        assertThat(HoldGenerations.of(item(7), 7).keeps(6)).isTrue();
        assertThat(HoldGenerations.of(item(7), 8).keeps(7)).isTrue();
        assertThat(HoldGenerations.of(item(7), 8).keeps(8)).isFalse();
        assertThat(HoldGenerations.of(item(7), 9).keeps(8)).isFalse();
    }

    @Test
    void an_item_has_expired_when_it_is_of_an_earlier_epoch() {
        assertThat(HoldGenerations.of(item(7), 8).expired()).isTrue();
        assertThat(HoldGenerations.of(item(7), 7).expired()).isFalse();
        assertThat(HoldGenerations.of(LedgerItem.EMPTY, 7).expired()).isFalse();
    }

    @Test
    void what_lives_are_both_generations_of_this_epoch_and_one_of_the_epoch_before() {
        assertThat(HoldGenerations.live(item(7), 7, "c0", "c1")).isEqualTo(8);
        assertThat(HoldGenerations.live(item(7), 8, "c0", "c1"))
                .as("epoch 7 was odd")
                .isEqualTo(5);
        assertThat(HoldGenerations.live(item(8), 9, "c0", "c1"))
                .as("epoch 8 was even")
                .isEqualTo(3);
        assertThat(HoldGenerations.live(item(7), 9, "c0", "c1")).isZero();
        assertThat(HoldGenerations.live(LedgerItem.EMPTY, 9, "c0", "c1")).isZero();
    }

    private static ConditionalWrite held(LedgerItem item, long clock) {
        PlanDraft draft = new PlanDraft(ItemView.current(item), 0, Set.of(), 0);
        HoldGenerations generations = HoldGenerations.of(item, clock);
        generations.open(draft);
        generations.hold(draft, 'c', 2);
        return draft.written();
    }

    /// Epoch 7 has an odd number.
    @Test
    void what_is_held_is_added_to_its_epoch_and_what_the_one_two_before_held_drops_out() {
        assertThat(held(item(7), 7))
                .as("in the item's epoch")
                .isEqualTo(new ConditionalWrite(List.of(new Guard.Equal("ce", 7)), List.of(new Change.Add("c1", 2))));
        assertThat(held(item(7), 8))
                .as("in the next one")
                .isEqualTo(new ConditionalWrite(
                        List.of(new Guard.Equal("ce", 7), new Guard.Equal("c0", 3)),
                        List.of(new Change.Put("ce", 8), new Change.Put("c0", 2))));
        assertThat(held(item(7), 9))
                .as("in a later one")
                .isEqualTo(new ConditionalWrite(
                        List.of(new Guard.Equal("ce", 7)),
                        List.of(new Change.Put("ce", 9), new Change.Put("c1", 2), new Change.Put("c0", 0))));
        assertThat(held(LedgerItem.EMPTY, 9))
                .as("in the first one")
                .isEqualTo(new ConditionalWrite(
                        List.of(new Guard.Absent("ce")),
                        List.of(new Change.Put("ce", 9), new Change.Put("c1", 2), new Change.Put("c0", 0))));
    }

    @Test
    void what_is_renewed_goes_over_from_the_epoch_before_if_that_still_has_it() {
        PlanDraft kept = new PlanDraft(ItemView.current(item(8)), 0, Set.of(), 0);
        HoldGenerations.of(item(8), 8).renew(kept, 'c', 2, true);
        assertThat(kept.written().changes()).containsExactly(new Change.Add("c0", 2), new Change.Add("c1", -2));
        PlanDraft gone = new PlanDraft(ItemView.current(item(8)), 0, Set.of(), 0);
        HoldGenerations.of(item(8), 8).renew(gone, 'c', 2, false);
        assertThat(gone.written().changes()).containsExactly(new Change.Add("c0", 2));
    }

    /// Three of eight requests in flight drop out with the epoch.
    @Test
    void a_slot_that_drops_out_is_free_at_once() {
        LedgerItem running = new LedgerItem(Map.of("ce", 7L, "cf", 8L, "c0", 3L, "c1", 5L));
        PlanDraft free = new PlanDraft(ItemView.current(running), 0, Set.of(), 1_000);
        new ConcurrencyLimit(6).reserve(free, HoldGenerations.of(running, 8));
        assertThat(free.finish()).isInstanceOf(ReservationPlan.Write.class);
        assertThat(free.written().guards()).contains(new Guard.AtMost("cf", 8));
        assertThat(free.written().changes()).contains(new Change.Add("cf", -2), new Change.Put("c0", 1));

        PlanDraft none = new PlanDraft(ItemView.current(running), 0, Set.of(), 1_000);
        new ConcurrencyLimit(5).reserve(none, HoldGenerations.of(running, 8));
        assertThat(none.finish())
                .isEqualTo(new ReservationPlan.NoRoom(
                        LimitName.CONCURRENCY, Duration.ofNanos(200), new Shortfall(1, 0, 5)));
    }

    @Test
    void a_request_that_is_renewed_in_an_item_of_long_before_is_all_that_is_in_flight() {
        LedgerItem old = new LedgerItem(Map.of("ce", 7L, "cf", 8L, "c0", 3L, "c1", 5L));
        PlanDraft draft = new PlanDraft(ItemView.current(old), 0, Set.of(), 0);
        new ConcurrencyLimit(0).renew(draft, HoldGenerations.of(old, 12), false);
        assertThat(draft.written().changes())
                .containsExactly(new Change.Put("cf", 1), new Change.Put("c0", 1), new Change.Put("c1", 0));
    }

    @Test
    void of_two_equal_waits_the_one_of_the_limit_that_was_met_first_is_told_and_of_others_the_longer() {
        PlanDraft draft = new PlanDraft(ItemView.current(item(7)), 0, Set.of(), 0);
        draft.refuse(LimitName.REQUESTS_PER_MINUTE, 5);
        draft.refuse(LimitName.TOKENS_PER_MINUTE, 5);
        assertThat(draft.finish()).isEqualTo(full(LimitName.REQUESTS_PER_MINUTE, 5));
        draft.refuse(LimitName.TOKENS_PER_MINUTE, 6);
        assertThat(draft.finish()).isEqualTo(full(LimitName.TOKENS_PER_MINUTE, 6));
        draft.orAfter(9);
        assertThat(draft.finish()).isEqualTo(full(LimitName.TOKENS_PER_MINUTE, 6));
        draft.orAfter(2);
        assertThat(draft.finish()).isEqualTo(full(LimitName.TOKENS_PER_MINUTE, 2));
        draft.orAfter(-3);
        assertThat(draft.finish()).isEqualTo(full(LimitName.TOKENS_PER_MINUTE, 1));
    }

    private static ReservationPlan full(LimitName limit, long wait) {
        return new ReservationPlan.NoRoom(limit, Duration.ofNanos(wait), Shortfall.OF_TIME);
    }

    @Test
    void an_epoch_has_a_length() {
        assertThatThrownBy(() -> new Epochs(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
        assertThat(new Epochs(Duration.ofNanos(10)).epoch(19)).isEqualTo(1);
        assertThat(new Epochs(Duration.ofNanos(10)).epoch(20)).isEqualTo(2);
    }

    /// The prediction works as a branch predictor does: one surprise does not change a habit, two do.
    @Test
    void what_was_set_anew_is_expected_to_be_and_a_habit_takes_two_surprises_to_change() {
        Set<String> field = Set.of("tR");
        ExpiryPredictor once = ExpiryPredictor.NONE.refuted(field, Set.of());
        assertThat(ExpiryPredictor.NONE.expectsReset("tR")).isFalse();
        assertThat(once.expectsReset("tR")).isTrue();
        assertThat(once.refuted(field, field).expectsReset("tR")).isFalse();
        ExpiryPredictor sure = once.confirmed(field);
        assertThat(sure.refuted(field, field).expectsReset("tR")).isTrue();
        assertThat(sure.confirmed(field)
                        .confirmed(field)
                        .refuted(field, field)
                        .refuted(field, field)
                        .expectsReset("tR"))
                .as("there is nothing surer than sure")
                .isFalse();
        ExpiryPredictor never =
                ExpiryPredictor.NONE.confirmed(field).confirmed(field).confirmed(field);
        assertThat(never.refuted(field, Set.of()).expectsReset("tR")).isFalse();
        assertThat(never.refuted(field, Set.of()).refuted(field, Set.of()).expectsReset("tR"))
                .isTrue();
    }
}
