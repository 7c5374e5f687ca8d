package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.ModelId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How long a whole answer may take, learned from the answers so far.
final class WholeAnswersTest {
    private static final ModelId SONNET = Sample.SONNET_CARD.id();

    private final WholeAnswers answers = new WholeAnswers();

    private void took(int times, long millis) {
        for (int answer = 0; answer < times; answer++) {
            answers.learn(SONNET, 1_000, Duration.ofMillis(millis));
        }
    }

    private Optional<Duration> limit() {
        return answers.limit(SONNET, 1_000);
    }

    @Test
    void before_thirty_answers_nothing_is_known() {
        assertThat(limit()).isEmpty();
        took(29, 40_000);
        assertThat(limit()).isEmpty();
        took(1, 40_000);
        assertThat(limit()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(longs = {30_001, 32_767, 32_768, 36_864, 40_000, 61_000, 65_535, 100_000, 239_999})
    void the_limit_is_twice_what_answers_took_and_at_most_an_eighth_more(long millis) {
        took(30, millis);
        assertThat(limit().orElseThrow().toMillis()).isBetween(2 * millis, 2 * millis * 9 / 8 + 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_000, 20_000})
    void the_limit_is_at_least_a_minute(long millis) {
        took(30, millis);
        assertThat(limit()).contains(Duration.ofMinutes(1));
    }

    @Test
    void one_of_a_thousand_may_take_longer_and_two_may_not() {
        took(999, 40_000);
        took(1, 200_000);
        assertThat(limit()).contains(Duration.ofMillis(81_920));
        took(1, 200_000);
        assertThat(limit()).contains(Duration.ofMillis(425_984));
    }

    @Test
    void answers_of_another_model_or_of_another_size_say_nothing() {
        took(30, 40_000);
        assertThat(answers.limit(SONNET, 1_023)).isPresent();
        assertThat(answers.limit(SONNET, 512)).isPresent();
        assertThat(answers.limit(SONNET, 1_024)).isEmpty();
        assertThat(answers.limit(SONNET, 511)).isEmpty();
        assertThat(answers.limit(Sample.HAIKU_US.model().id(), 1_000)).isEmpty();
    }
}
