package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.dialect.Refusal;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What callers read when they are refused.
final class RefusalsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final Ledger ledger = new Ledger(new World.Store(), new Epochs(Duration.ofMinutes(5)));

    private Refusal refused(Limits limits, LedgerAmount demand) {
        return Refusals.of((Admission.Refused) ledger.reserve("T#search", limits, demand, NOON));
    }

    private void running(Limits limits, LedgerAmount demand) {
        assertThat(ledger.reserve("T#search", limits, demand, NOON)).isInstanceOf(Admission.Admitted.class);
    }

    private void spent(Limits limits, LedgerAmount demand) {
        Admission.Admitted admitted = (Admission.Admitted) ledger.reserve("T#search", limits, demand, NOON);
        ledger.settle(admitted.reservation(), demand, NOON);
    }

    @Test
    void a_day_that_is_used_up_names_what_was_asked_and_what_is_left() {
        Limits day = Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 20_000);
        spent(day, new LedgerAmount(19_000, 0));
        assertThat(refused(day, new LedgerAmount(1_500, 0)))
                .isEqualTo(Refusal.budgetSpent(
                        "your tokens for today (tokensPerDay) are used up: 1500 tokens asked, 1000 tokens left",
                        "tokensPerDay",
                        Duration.ofHours(12)));
    }

    @Test
    void a_month_that_running_requests_hold_names_the_same_and_when_to_come_back() {
        Limits month = Limits.UNLIMITED.with(LimitName.USD_PER_MONTH, 100_000_000);
        running(month, new LedgerAmount(0, 90_000_000));
        assertThat(refused(month, new LedgerAmount(0, 16_500_000)).message())
                .isEqualTo("running requests hold too much of your limit usdPerMonth: 0.016500 USD asked, "
                        + "0.010000 USD left; try again in 1 s");
    }

    /// The environment's end is that of its longest stream, or of the gateway itself.
    @Test
    void a_stream_that_the_environment_ends_does_not_say_that_it_took_long_where_the_gateway_stops() {
        assertThat(Refusals.inStream(new Outcome.TooSlow(TimeLimit.Owner.ENVIRONMENT))
                        .message())
                .contains("or the gateway is stopping; send the request again");
    }

    @Test
    void a_full_concurrency_says_when_a_slot_may_be_free() {
        Limits slot = Limits.UNLIMITED.with(LimitName.CONCURRENCY, 1);
        running(slot, LedgerAmount.NONE);
        assertThat(refused(slot, LedgerAmount.NONE).message())
                .isEqualTo("your limit concurrency is reached; try again in 5 s");
    }
}
