package io.breakwater.quota.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.quota.item.LedgerItem;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which epoch an item is in, and what is guessed of an item that was seen a while ago.
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
    void an_item_has_lapsed_when_it_is_of_an_epoch_before() {
        assertThat(HoldGenerations.of(item(7), 8).lapsed()).isTrue();
        assertThat(HoldGenerations.of(item(7), 7).lapsed()).isFalse();
        assertThat(HoldGenerations.of(LedgerItem.EMPTY, 7).lapsed()).isFalse();
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

    @Test
    void an_epoch_has_a_length() {
        assertThatThrownBy(() -> new Epochs(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
        assertThat(new Epochs(Duration.ofNanos(10)).epoch(19)).isEqualTo(1);
        assertThat(new Epochs(Duration.ofNanos(10)).epoch(20)).isEqualTo(2);
    }

    /// As a branch is predicted: one surprise changes no habit, two do.
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
