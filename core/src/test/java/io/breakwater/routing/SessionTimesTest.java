package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.Cause;
import io.breakwater.model.Geography;
import io.breakwater.model.Listing;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelTimes;
import io.breakwater.model.Streaming;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How long each attempt may take, and when none is begun any more.
final class SessionTimesTest extends SessionFixture {
    @Test
    void no_attempt_is_started_with_less_than_two_seconds_left() {
        Instant deadline = now.plusSeconds(10);
        Session session = session(deadline, A_EAST, B_EAST);
        session.start(now);
        session.on(Signal.Done.RESERVED, now);
        now = deadline.minusMillis(1_999);
        assertThat(reason(ended(session, FAULT))).isEqualTo(new GiveUpReason.DeadlinePassed());
        assertThat(reason(session(now.plusMillis(1_999), A_EAST).start(now)))
                .isEqualTo(new GiveUpReason.DeadlinePassed());
        assertThat(session(now.plusMillis(2_000), A_EAST).start(now)).isEqualTo(new Step.Reserve(A_EAST));
    }

    @Test
    void room_that_took_too_long_to_hold_is_not_called() {
        Session session = session(now.plusSeconds(4), A_EAST);
        session.start(now);
        now = now.plusSeconds(3);
        assertThat(session.on(Signal.Done.RESERVED, now))
                .isEqualTo(gaveUp(new GiveUpReason.DeadlinePassed(), Cause.nobody("no time left (environment)"), 0));
    }

    @Test
    void an_attempt_never_gets_more_time_than_is_left() {
        Session session = session(now.plusSeconds(5), A_EAST);
        session.start(now);
        CallLimits limits = called(session).limits();
        assertThat(limits.answer().length()).isEqualTo(Duration.ofSeconds(5));
        assertThat(limits.end().length()).isEqualTo(Duration.ofSeconds(5));
        assertThat(limits.answer().owner()).isEqualTo(TimeLimit.Owner.ENVIRONMENT);
    }

    @Test
    void the_first_token_has_its_own_limit_only_while_somebody_else_could_answer() {
        Session several = session(A_EAST, B_EAST);
        several.start(now);
        assertThat(called(several).limits().answer())
                .isEqualTo(new TimeLimit(Duration.ofSeconds(10), TimeLimit.Owner.FIRST_TOKEN));
        Session only = session(A_EAST);
        only.start(now);
        assertThat(called(only).limits().answer())
                .isEqualTo(new TimeLimit(Duration.ofSeconds(60), TimeLimit.Owner.ENVIRONMENT));
    }

    @Test
    void a_hanging_tier_costs_one_and_a_half_times_the_first_tokens_limit_and_the_last_gets_the_rest() {
        Session session = session(A_EAST, B_EAST, HAIKU);
        session.start(now);
        assertThat(called(session).limits().answer().length()).isEqualTo(Duration.ofSeconds(10));
        now = now.plusSeconds(10);
        ended(session, SLOW);
        assertThat(called(session).limits().answer())
                .isEqualTo(new TimeLimit(Duration.ofSeconds(5), TimeLimit.Owner.SPLIT));
        now = now.plusSeconds(5);
        assertThat(ended(session, new Outcome.TooSlow(TimeLimit.Owner.SPLIT))).isEqualTo(new Step.Reserve(HAIKU));
        assertThat(called(session).limits().answer())
                .isEqualTo(new TimeLimit(Duration.ofSeconds(45), TimeLimit.Owner.ENVIRONMENT));
    }

    @Test
    void a_model_that_thinks_has_the_time_of_its_own() {
        ModelCard card = Sample.SONNET_CARD;
        ModelTimes times = new ModelTimes(Optional.of(Duration.ofSeconds(40)), Optional.of(Duration.ofMinutes(9)));
        ModelCard thinking = new ModelCard(
                card.id(),
                card.name(),
                card.contextTokens(),
                card.maxOutputTokens(),
                5,
                card.features(),
                card.operations(),
                Streaming.ALL,
                times,
                Listing.NONE);
        Candidate slow = candidate(
                1,
                Sample.target(
                        "a",
                        Sample.EAST,
                        Sample.profile("us.x.thinking", thinking, Geography.US, Sample.SONNET_US.price())));
        Session session = session(slow, B_EAST);
        session.start(now);
        CallLimits limits = called(session).limits();
        assertThat(limits.answer().length()).isEqualTo(Duration.ofSeconds(40));
        assertThat(limits.idle()).isEqualTo(new TimeLimit(Duration.ofMinutes(9), TimeLimit.Owner.IDLE));
    }

    @Test
    void a_whole_answer_is_left_for_another_only_beyond_what_such_answers_are_known_to_take() {
        Session unknown = whole(_ -> Optional.empty(), A_EAST, B_WEST);
        unknown.start(now);
        assertThat(called(unknown).limits().answer())
                .isEqualTo(new TimeLimit(Duration.ofMinutes(4), TimeLimit.Owner.ENVIRONMENT));
        Session known = whole(_ -> Optional.of(Duration.ofSeconds(80)), A_EAST, B_WEST);
        known.start(now);
        assertThat(called(known).limits().answer())
                .isEqualTo(new TimeLimit(Duration.ofSeconds(80), TimeLimit.Owner.WHOLE));
        now = now.plusSeconds(80);
        ended(known, new Outcome.TooSlow(TimeLimit.Owner.WHOLE));
        assertThat(called(known).limits().answer())
                .as("the last chance")
                .isEqualTo(new TimeLimit(Duration.ofSeconds(160), TimeLimit.Owner.ENVIRONMENT));
    }

    @Test
    void a_whole_answer_of_unknown_length_is_asked_for_as_a_stream_while_somebody_else_could_answer() {
        Session session = session(new Wanted(false, _ -> true, _ -> Optional.empty()), A_EAST, B_WEST, HAIKU);
        session.start(now);
        Step.Call first = called(session);
        assertThat(first.asStream()).isTrue();
        assertThat(first.limits().answer())
                .isEqualTo(new TimeLimit(Duration.ofSeconds(10), TimeLimit.Owner.FIRST_TOKEN));
        assertThat(first.limits().end())
                .as("the deadline is its total")
                .isEqualTo(new TimeLimit(Duration.ofMinutes(4), TimeLimit.Owner.ENVIRONMENT));
        now = now.plusSeconds(10);
        ended(session, SLOW);
        assertThat(called(session).limits().answer())
                .isEqualTo(new TimeLimit(Duration.ofSeconds(5), TimeLimit.Owner.SPLIT));
        now = now.plusSeconds(5);
        ended(session, SLOW);
        Step.Call last = called(session);
        assertThat(last.asStream()).as("the last chance").isFalse();
        assertThat(last.limits().answer())
                .isEqualTo(new TimeLimit(Duration.ofSeconds(225), TimeLimit.Owner.ENVIRONMENT));
    }

    @Test
    void a_whole_answer_that_may_take_longer_than_its_caller_waits_is_asked_for_as_a_stream_as_well() {
        Wanted known = new Wanted(false, _ -> true, _ -> Optional.of(Duration.ofSeconds(60)));
        assertThat(firstCall(known, Duration.ofSeconds(62)).asStream()).isFalse();
        Step.Call hurried = firstCall(known, Duration.ofSeconds(61));
        assertThat(hurried.asStream()).isTrue();
        assertThat(hurried.limits().answer())
                .isEqualTo(new TimeLimit(Duration.ofSeconds(10), TimeLimit.Owner.FIRST_TOKEN));
    }

    private Step.Call firstCall(Wanted wanted, Duration patience) {
        AttemptLimits limits = new AttemptLimits(RoutingRules.DEFAULT, RequestTimes.until(now.plus(patience)), wanted);
        Session session = new Session(plan(A_EAST, B_WEST), limits, new SplittableRandom(42));
        session.start(now);
        return called(session);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_a_model_may_be_slow_to_begin_is_given_minutes_and_somebody_else_time_to_begin(boolean stream) {
        Wanted wanted = new Wanted(
                stream, _ -> true, _ -> Optional.of(Duration.ofSeconds(80)), target -> target.equals(A_EAST.routed()));
        Session session = session(wanted, A_EAST, B_WEST, HAIKU);
        session.start(now);
        assertThat(called(session).limits().answer())
                .isEqualTo(new TimeLimit(
                        Duration.ofMinutes(3), stream ? TimeLimit.Owner.FIRST_TOKEN : TimeLimit.Owner.WHOLE));
        ended(session, SLOW);
        assertThat(called(session).limits().answer().length()).isLessThanOrEqualTo(Duration.ofSeconds(80));
    }

    @Test
    void a_whole_answer_whose_length_is_known_is_asked_for_whole() {
        Session session =
                session(new Wanted(false, _ -> true, _ -> Optional.of(Duration.ofSeconds(80))), A_EAST, B_WEST);
        session.start(now);
        Step.Call call = called(session);
        assertThat(call.asStream()).isFalse();
        assertThat(call.limits().answer()).isEqualTo(new TimeLimit(Duration.ofSeconds(80), TimeLimit.Owner.WHOLE));
    }

    @Test
    void a_caller_who_is_in_a_hurry_is_named_as_whose_limit_it_is() {
        RequestTimes hurry = new RequestTimes(
                now.plusSeconds(3), TimeLimit.Owner.CALLER, now.plusSeconds(840), Optional.of(Duration.ofSeconds(3)));
        Session session = new Session(
                plan(A_EAST, B_EAST), new AttemptLimits(RoutingRules.DEFAULT, hurry, STREAM), new SplittableRandom(42));
        session.start(now);
        CallLimits limits = called(session).limits();
        assertThat(limits.answer()).isEqualTo(new TimeLimit(Duration.ofSeconds(3), TimeLimit.Owner.CALLER));
        assertThat(limits.idle()).isEqualTo(new TimeLimit(Duration.ofSeconds(3), TimeLimit.Owner.CALLER));
        assertThat(limits.end()).isEqualTo(new TimeLimit(Duration.ofMinutes(14), TimeLimit.Owner.ENVIRONMENT));
    }

    @Test
    void the_last_attempt_has_all_the_time_that_is_left_although_a_target_was_never_tried() {
        Session attempts = session(A_EAST, B_EAST, B_WEST, A_WEST);
        attempts.start(now);
        attempt(attempts, FAULT);
        attempt(attempts, FAULT);
        assertThat(called(attempts).limits().answer().owner()).isEqualTo(TimeLimit.Owner.ENVIRONMENT);

        Session abandoned = session(
                A_EAST,
                candidate(2, B_EAST.routed()),
                candidate(3, B_WEST.routed()),
                candidate(4, A_WEST.routed()),
                candidate(5, A_GLOBAL.routed()));
        abandoned.start(now);
        attempt(abandoned, SLOW);
        attempt(abandoned, SLOW);
        assertThat(called(abandoned).limits().answer().owner())
                .as("who has given up two calls gives up no third one")
                .isEqualTo(TimeLimit.Owner.ENVIRONMENT);
    }
}
