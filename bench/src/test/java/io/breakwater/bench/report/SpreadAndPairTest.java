package io.breakwater.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadAndPairTest {

    @Test
    void a_median_is_the_middle_or_between_the_two_in_the_middle() {
        assertThat(MedianOfRounds.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new MedianOfRounds(2, 1, 3));
        assertThat(MedianOfRounds.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(new MedianOfRounds(2.5, 1, 4));
    }

    @Test
    void nothing_has_no_median() {
        assertThatThrownBy(() -> MedianOfRounds.of(List.of())).hasMessageContaining("at least one round");
    }

    /// Every round was twice as slow as the round beside it, whatever else the machine did.
    @Test
    void rounds_are_compared_with_the_round_beside_them() {
        List<Round> reference = List.of(round("direct", 1, 100), round("direct", 2, 50), round("direct", 10, 10));
        List<Round> subject = List.of(round("gateway", 2, 50), round("gateway", 4, 50), round("gateway", 20, 2));
        Pair pair = Pair.of(subject, reference);
        assertThat(pair.ratioP50()).isEqualTo(new MedianOfRounds(2, 2, 2));
        assertThat(pair.addedP50Millis()).isEqualTo(new MedianOfRounds(2, 1, 10));
        assertThat(pair.ratioPerSecond()).isEqualTo(new MedianOfRounds(0.5, 0.2, 1));
    }

    @Test
    void unequal_numbers_of_rounds_cannot_be_compared() {
        List<Round> one = List.of(round("direct", 1, 1));
        assertThatThrownBy(() -> Pair.of(List.of(), one)).hasMessageContaining("got 0 and 1");
    }

    private static Round round(String subject, double p50Millis, double perSecond) {
        return new Round(subject, 1, 100, 0, p50Millis, p50Millis, p50Millis, perSecond, 1);
    }
}
