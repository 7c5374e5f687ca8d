package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The minute of tokens, at a limit of 6,000 and with clocks that agree. A second of it, 100 tokens, is allowed until
/// an idle bucket is reset.
final class TokenMinuteTest {
    private final TokenMinute minute =
            new TokenMinute(Limits.UNLIMITED.with(LimitName.TOKENS_PER_MINUTE, 6_000), Duration.ZERO);

    private TokenMinute.Place begun(double at, long tokens) {
        TokenMinute.Place place = minute.reserved(tokens, false);
        minute.begins(place, seconds(at));
        return place;
    }

    private boolean fits(double at, long tokens) {
        return minute.begins(minute.reserved(tokens, false), seconds(at));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    @Test
    void a_minute_fits_at_once_and_then_what_has_drained() {
        assertThat(fits(10, 6_100)).isTrue();
        assertThat(fits(10, 1)).isFalse();
        assertThat(fits(20, 900)).isTrue();
        assertThat(fits(20, 100)).isFalse();
    }

    @Test
    void what_a_request_does_not_use_fits_again() {
        TokenMinute.Place place = begun(10, 6_000);
        minute.settled(place, seconds(11), 1_000);

        assertThat(fits(11, 5_200)).isTrue();
        assertThat(fits(11, 100)).isFalse();
    }

    @Test
    void what_has_drained_is_not_given_back() {
        TokenMinute.Place place = begun(10, 1_000);
        begun(20, 6_000);
        minute.settled(place, seconds(20), 0);

        assertThat(fits(20, 201)).isFalse();
    }

    @Test
    void what_was_used_beyond_a_reservation_counts() {
        TokenMinute.Place place = begun(10, 1_000);
        minute.settled(place, seconds(10), 6_000);

        assertThat(fits(10, 101)).isFalse();
    }

    @Test
    void what_was_used_beyond_a_reservation_drains_from_when_the_last_request_began() {
        TokenMinute.Place place = begun(10, 1_000);
        minute.settled(place, seconds(30), 7_000);

        assertThat(fits(30, 1_000)).isTrue();
        assertThat(fits(30, 101)).isFalse();
    }

    @Test
    void what_is_reserved_ahead_counts_when_it_begins_and_others_debts_meanwhile_are_not_its_own() {
        TokenMinute.Place first = begun(10, 6_000);
        TokenMinute.Place waiting = minute.reserved(1_000, true);
        minute.settled(first, seconds(11), 9_000);

        assertThat(minute.begins(waiting, seconds(20))).isTrue();
        assertThat(fits(20, 1)).isFalse();
    }

    @Test
    void what_is_reserved_ahead_and_never_begins_gives_nothing_back() {
        begun(10, 6_000);
        minute.settled(minute.reserved(6_000, true), seconds(10), 0);

        assertThat(fits(10, 101)).isFalse();
    }
}
