package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.body.FeatureMembers;
import io.breakwater.model.Feature;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.RequestPart;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.routing.GiveUpReason;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What callers read when they are refused.
final class RefusalsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final Ledger ledger = new Ledger(new PlayedGateway.FaultyItems(), new Epochs(Duration.ofMinutes(5)));

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

    /// The environment ends a stream when its longest time is over or when the gateway itself stops.
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

    private static String told(Outcome last) {
        return Refusals.of(new GiveUpReason.Failed(last, Duration.ofSeconds(9)), _ -> Optional.empty())
                .message();
    }

    @ParameterizedTest
    @CsvSource({
        "CHAT, stop",
        "RESPONSES, stop",
        "MESSAGES, stop_sequences",
        "CONVERSE, inferenceConfig.stopSequences",
    })
    void what_no_model_takes_is_named_as_the_caller_has_written_it(FeatureMembers dialect, String member) {
        GiveUpReason.NothingEligible lacking = new GiveUpReason.NothingEligible(
                "the model lacks the feature", Optional.of(RequestPart.needing(Feature.STOP_SEQUENCES)));

        Refusal refused = Refusals.of(lacking, need -> Optional.of(dialect.of(need)));

        assertThat(refused.about()).hasValue(member);
        assertThat(refused.message()).isEqualTo("the model lacks the feature (" + member + ")");
    }

    @Test
    void a_member_that_no_model_takes_is_named_once_and_where_none_is_at_fault_it_is_the_model() {
        GiveUpReason.NothingEligible member = new GiveUpReason.NothingEligible(
                "x is not supported; leave it out", Optional.of(RequestPart.member("x")));

        assertThat(Refusals.of(member, _ -> Optional.empty()).about()).hasValue("x");
        assertThat(Refusals.of(member, _ -> Optional.empty()).message()).isEqualTo("x is not supported; leave it out");
        assertThat(Refusals.of(new GiveUpReason.NothingEligible("no target"), _ -> Optional.empty())
                        .about())
                .hasValue("model");
    }

    @Test
    void of_each_failure_only_what_its_caller_can_do_something_with_is_told() {
        Stream.of(new Outcome.ModelTimedOut(), new Outcome.TooSlow(TimeLimit.Owner.FIRST_TOKEN))
                .forEach(slow -> assertThat(told(slow)).isEqualTo("the model did not begin to answer in time"));
        Stream.of(new Outcome.ServerFault(), new Outcome.AnswerLost("reset"), new Outcome.BrokenStream("reset"))
                .forEach(broken -> assertThat(told(broken)).isEqualTo("the model failed while answering"));
        Stream.of(
                        new Outcome.Misconfigured("no access"),
                        new Outcome.BadCredentials("ExpiredTokenException", true),
                        new Outcome.ProfileRefused("unknown"),
                        new Outcome.ApiMissing("not there", false))
                .forEach(ours -> assertThat(told(ours))
                        .startsWith("the model is unavailable: its accounts refuse this gateway's calls.")
                        .contains("tell the gateway's operators the request id"));
        assertThat(told(new Outcome.GuardrailRefused("no-advice", "deleted")))
                .contains("Bedrock refuses the guardrail no-advice");
        assertThat(told(new Outcome.NoCredentials("STS is silent", Duration.ofSeconds(9))))
                .isEqualTo("the model cannot be called right now; try again in a few seconds");
        Stream.of(new Outcome.NotReady(), new Outcome.Unreachable("refused"), new Outcome.QuotaSpent())
                .forEach(busy ->
                        assertThat(told(busy)).isEqualTo("the model is temporarily unavailable; try again in 9 s"));
    }

    @Test
    void a_stream_that_ends_says_whose_time_was_up_or_that_it_broke_off() {
        assertThat(Refusals.inStream(new Outcome.TooSlow(TimeLimit.Owner.CALLER))
                        .message())
                .isEqualTo("the model was silent for longer than the time you allow");
        assertThat(Refusals.inStream(new Outcome.TooSlow(TimeLimit.Owner.STALLED))
                        .message())
                .isEqualTo(
                        "the model stopped in the middle of its answer, and the time for it is over; send the request"
                                + " again");
        assertThat(Refusals.inStream(new Outcome.TooSlow(TimeLimit.Owner.IDLE)).message())
                .isEqualTo("the model's answer broke off");
        assertThat(Refusals.inStream(new Outcome.BrokenStream("reset")).message())
                .isEqualTo("the model's answer broke off");
    }
}
