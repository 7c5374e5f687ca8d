package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.ShardId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is counted of a run.
final class CountedFiguresTest {
    @Test
    void the_time_to_the_first_content_is_of_streams_alone() {
        FleetFigures figures = new FleetFigures();
        figures.ended(answered(true, 600));
        figures.ended(answered(false, 5_600));
        assertThat(figures.firstMillis(0.5)).hasValue(600);
        assertThat(figures.firstMillis(0.99)).hasValue(600);
    }

    @Test
    void without_a_stream_nothing_is_said_of_first_content() {
        FleetFigures figures = new FleetFigures();
        figures.ended(answered(false, 5_600));
        assertThat(figures.firstMillis(0.99)).isEmpty();
    }

    @Test
    void copies_start_at_once_if_five_seconds_have_them_all() {
        FleetFigures figures = new FleetFigures();
        assertThat(figures.coldStartsAtOnce()).isZero();
        List.of(0, 4_000, 5_000, 5_001, 9_000).forEach(millis -> figures.startsCold(Duration.ofMillis(millis)));
        assertThat(figures.coldStartsAtOnce()).isEqualTo(4);
    }

    @Test
    void the_hands_that_share_a_shard_are_as_many_as_are_computed() {
        for (int hand : BlastRadius.HANDS) {
            List<Set<ShardId>> dealt = new ScenarioSize(10, 0.3, 1, BlastRadius.SHARDS, hand, true).hands();
            assertThat(dealt).hasSize(Math.toIntExact(BlastRadius.hands(hand)));
            assertThat(dealt.stream().filter(other -> other.stream().anyMatch(dealt.getFirst()::contains)))
                    .hasSize(Math.toIntExact(BlastRadius.sharing(hand)));
        }
        assertThat(Arrays.asList(BlastRadius.hands(2), BlastRadius.sharing(2))).containsExactly(28L, 13L);
    }

    private static FleetFigures.Logical answered(boolean streamed, int firstMillis) {
        return new FleetFigures.Logical(
                Duration.ZERO,
                Duration.ofSeconds(6),
                "team-1",
                true,
                1,
                200,
                200,
                false,
                false,
                streamed,
                Optional.of(Duration.ofMillis(firstMillis)),
                1);
    }
}
