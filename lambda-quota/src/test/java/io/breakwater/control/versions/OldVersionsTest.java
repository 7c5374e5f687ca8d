package io.breakwater.control.versions;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.control.versions.FunctionVersions.Reading.There;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OldVersionsTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final Duration KEPT = Duration.ofHours(1);

    private static PublishedVersion version(long number, Duration ago) {
        return new PublishedVersion(number, NOW.minus(ago));
    }

    private static List<Long> old(List<PublishedVersion> published, Long... called) {
        return OldVersions.of(new There(published, Set.of(called)), KEPT, NOW);
    }

    @Test
    void the_version_before_is_kept_while_streams_may_run_on_it() {
        List<PublishedVersion> published = List.of(version(1, Duration.ofDays(9)), version(2, KEPT.minusMillis(1)));

        assertThat(old(published, 2L)).isEmpty();
    }

    @Test
    void it_is_old_when_the_one_that_is_called_was_published_long_enough_ago() {
        assertThat(old(List.of(version(2, KEPT), version(1, Duration.ofDays(9))), 2L))
                .containsExactly(1L);
    }

    /// The second version was published long ago and never called, because its deploy failed. The first
    /// one was called until now.
    @Test
    void how_old_a_version_in_between_is_says_nothing_of_when_the_one_before_was_left() {
        List<PublishedVersion> published = List.of(
                version(1, Duration.ofDays(9)), version(2, Duration.ofDays(1)), version(3, Duration.ofMinutes(2)));

        assertThat(old(published, 3L)).isEmpty();
    }

    @Test
    void a_version_that_a_deploy_has_just_published_or_one_that_was_taken_back_is_not_old() {
        List<PublishedVersion> published =
                List.of(version(3, Duration.ofDays(9)), version(4, Duration.ofDays(8)), version(5, Duration.ZERO));

        assertThat(old(published, 4L)).containsExactly(3L);
        assertThat(old(published, 3L)).isEmpty();
    }

    @Test
    void every_version_that_any_alias_points_at_with_any_weight_stays() {
        List<PublishedVersion> published = LongStream.rangeClosed(1, 6)
                .mapToObj(number -> version(number, Duration.ofDays(10 - number)))
                .toList();

        assertThat(old(published, 3L, 6L)).containsExactly(1L, 2L);
        assertThat(old(published, 1L, 6L)).isEmpty();
    }

    @Test
    void while_weights_are_moved_to_a_new_version_all_stay() {
        List<PublishedVersion> published = List.of(
                version(1, Duration.ofDays(9)), version(2, Duration.ofDays(8)), version(3, Duration.ofMinutes(5)));

        assertThat(old(published, 2L, 3L)).isEmpty();
    }

    @Test
    void nothing_is_old_while_it_is_not_known_what_is_called() {
        assertThat(old(List.of(version(1, Duration.ofDays(9)), version(2, Duration.ofDays(8)))))
                .isEmpty();
        assertThat(old(List.of(version(1, Duration.ofDays(9))), 2L))
                .as("a version that is not listed")
                .isEmpty();
        assertThat(old(List.of())).isEmpty();
    }

    @Test
    void numbers_are_compared_as_numbers_and_the_oldest_goes_first() {
        List<PublishedVersion> published = IntStream.of(10, 9, 2, 1)
                .mapToObj(number -> version(number, Duration.ofDays(2)))
                .toList();

        assertThat(old(published, 10L)).containsExactly(1L, 2L, 9L);
    }
}
