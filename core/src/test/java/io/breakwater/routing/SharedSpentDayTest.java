package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Target;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A day whose quota is spent: whom it closes for all copies, for how long, and what opens it.
@Timeout(30)
class SharedSpentDayTest extends SharedHealthFixture {
    private static final Target SONNET_GLOBAL =
            target("a", "111111111111", "us-east-1", "global.anthropic.claude-sonnet-4-6");

    @Test
    void a_spent_day_closes_the_model_in_its_account_and_region_for_every_copy_and_nothing_else() {
        observe(board, SONNET, new Outcome.QuotaSpent(), NOON);

        Availability.Out closed = (Availability.Out) other.availability(SONNET, NOON);
        assertThat(closed.reason()).isEqualTo(Skipped.Reason.DAILY_QUOTA);
        assertThat(other.availability(SONNET_GLOBAL, NOON)).as("the same model").isEqualTo(closed);
        assertThat(other.availability(NOVA, NOON)).as("another model").isEqualTo(READY);
        assertThat(other.availability(target("a", "111111111111", "us-west-2", "us.anthropic.claude-sonnet-4-6"), NOON))
                .isEqualTo(READY);
        assertThat(other.availability(target("b", "222222222222", "us-east-1", "us.anthropic.claude-sonnet-4-6"), NOON))
                .isEqualTo(READY);
    }

    @Test
    void a_second_model_that_is_refused_likewise_closes_the_quota_of_all_models() {
        observe(board, SONNET, new Outcome.QuotaSpent(), NOON);
        observe(board, NOVA, new Outcome.QuotaSpent(), NOON);

        assertThat(other.availability(target("a", "111111111111", "us-east-1", "us.meta.llama4-scout-v1:0"), NOON))
                .isInstanceOf(Availability.Out.class);
        assertThat(other.availability(target("b", "222222222222", "us-east-1", "us.amazon.nova-lite-v1:0"), NOON))
                .isEqualTo(READY);
    }

    @Test
    void a_day_that_is_spent_already_stays_closed_until_the_same_instant_whoever_is_refused_again() {
        observe(board, SONNET, new Outcome.QuotaSpent(), NOON);
        Availability closed = board.availability(SONNET, NOON);
        int writes = store.writes;

        observe(board, SONNET, new Outcome.QuotaSpent(), NOON.plus(SECOND));
        observe(other, SONNET, new Outcome.QuotaSpent(), NOON.plus(SECOND));

        assertThat(closed).isInstanceOf(Availability.Out.class);
        assertThat(board.availability(SONNET, NOON.plus(SECOND))).isEqualTo(closed);
        assertThat(store.writes).isEqualTo(writes);
    }

    @Test
    void of_a_models_day_and_the_accounts_the_longer_one_decides_and_an_answer_opens_both() {
        observe(board, SONNET, new Outcome.QuotaSpent(), NOON);
        Instant alone = until(board.availability(SONNET, NOON));
        observe(board, NOVA, new Outcome.QuotaSpent(), NOON.plusSeconds(30));
        Target haiku = target("a", "111111111111", "us-east-1", "us.anthropic.claude-haiku-4-5-20251001-v1:0");
        Instant account = until(board.availability(haiku, NOON.plusSeconds(30)));
        Instant both = until(board.availability(SONNET, NOON.plusSeconds(30)));

        assertThat(account).isNotEqualTo(alone);
        assertThat(both).isEqualTo(account.isAfter(alone) ? account : alone);

        Instant after = NOON.plus(Duration.ofMinutes(5));
        observe(board, SONNET, new Outcome.Answered(), after);
        assertThat(board.availability(SONNET, after)).isEqualTo(READY);
        assertThat(board.availability(haiku, after)).isEqualTo(READY);
    }

    @Test
    void a_probe_costs_one_write_of_what_is_probed() {
        observe(board, SONNET, new Outcome.QuotaSpent(), NOON);
        Instant later = until(board.availability(SONNET, NOON));
        int writes = store.writes;

        assertThat(board.claimProbe(SONNET, later)).isTrue();
        assertThat(store.writes).isEqualTo(writes + 1);
        assertThat(board.claimProbe(SONNET, later)).isFalse();
    }

    private static Instant until(Availability availability) {
        return ((Availability.Out) availability).until();
    }

    @Test
    void a_spent_day_is_looked_at_by_one_request_after_a_minute_and_an_answer_opens_it() {
        observe(board, SONNET, new Outcome.QuotaSpent(), NOON);
        Instant later = ((Availability.Out) board.availability(SONNET, NOON)).until();
        assertThat(Duration.between(NOON, later)).isBetween(Duration.ofSeconds(48), Duration.ofSeconds(72));

        assertThat(other.claimProbe(SONNET, later)).isTrue();
        assertThat(board.claimProbe(SONNET, later)).isFalse();
        observe(other, SONNET, new Outcome.Answered(), later);

        assertThat(board.availability(SONNET, later.plus(SECOND))).isEqualTo(READY);
    }

    @Test
    void a_day_that_is_still_spent_when_it_is_probed_is_closed_for_longer() {
        observe(board, SONNET, new Outcome.QuotaSpent(), NOON);
        Instant later = until(board.availability(SONNET, NOON));
        board.observe(SONNET, new Verdict(new Outcome.QuotaSpent(), NOON.minus(SECOND), later));
        assertThat(board.availability(SONNET, later)).as("a call of before").isEqualTo(new Availability.Probe());

        board.claimProbe(SONNET, later);
        observe(board, SONNET, new Outcome.QuotaSpent(), later);

        assertThat(Duration.between(later, until(board.availability(SONNET, later))))
                .isBetween(Duration.ofSeconds(96), Duration.ofSeconds(144));
    }

    @Test
    void an_answer_to_an_earlier_call_opens_no_spent_day() {
        observe(board, SONNET, new Outcome.QuotaSpent(), NOON);
        Availability closed = board.availability(SONNET, NOON);
        board.observe(SONNET, new Verdict(new Outcome.Answered(), NOON.minus(SECOND), NOON.plus(SECOND)));
        assertThat(board.availability(SONNET, NOON.plus(SECOND))).isEqualTo(closed);
    }

    @Test
    void a_probe_of_a_spent_day_is_none_of_the_target_that_has_just_returned() {
        fail(board, 5, NOON);
        observe(board, SONNET, new Outcome.QuotaSpent(), NOON.plus(SECOND));
        for (int answer = 50; answer < 53; answer++) {
            board.observe(SONNET, new Verdict(new Outcome.Answered(), NOON, NOON.plusSeconds(answer)));
        }
        Instant later = NOON.plusSeconds(80);
        assertThat(board.availability(SONNET, later)).isEqualTo(new Availability.Probe());
        String own = store.texts.get(TargetNames.of(SONNET).own());

        assertThat(board.claimProbe(SONNET, later)).isTrue();

        assertThat(store.texts).containsEntry(TargetNames.of(SONNET).own(), own);
    }

    @Test
    void a_spent_day_ends_at_midnight_utc_at_the_latest() {
        Instant late = Instant.parse("2026-11-22T23:59:30Z");

        observe(board, SONNET, new Outcome.QuotaSpent(), late);

        assertThat(board.availability(SONNET, late))
                .isEqualTo(new Availability.Out(Skipped.Reason.DAILY_QUOTA, Instant.parse("2026-11-23T00:00:00Z")));
    }
}
