package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// How long an only target is left alone before it is called again, and how long callers are told to wait.
final class SessionWaitsTest extends SessionFixture {
    private static final String FULL = "no room: its quota of the minute is used up";

    @Test
    void an_only_target_that_throttles_is_tried_again_after_a_pause_that_doubles() {
        Session session = session(A_EAST);
        session.start(now);
        Duration first = waited(attempt(session, THROTTLED));
        assertThat(first).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        now = now.plus(first);
        assertThat(session.on(Signal.Done.WAITED, now)).isEqualTo(new Step.Reserve(A_EAST));
        Duration second = waited(attempt(session, THROTTLED));
        assertThat(second).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        now = now.plus(second);
        session.on(Signal.Done.WAITED, now);
        assertThat(reason(attempt(session, THROTTLED))).as("the third").isInstanceOf(GiveUpReason.Throttled.class);
    }

    @Test
    void an_only_target_that_says_how_long_to_wait_is_not_called_before_and_called_again_only_if_that_is_soon() {
        Session session = session(A_EAST);
        session.start(now);
        assertThat(waited(attempt(session, throttled(Duration.ofSeconds(2))))).isEqualTo(Duration.ofMillis(2_050));
        session.on(Signal.Done.WAITED, now);
        assertThat(waited(attempt(session, throttled(Duration.ZERO))))
                .as("the usual pause is longer")
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        Session another = session(A_EAST);
        another.start(now);
        assertThat(reason(attempt(another, throttled(Duration.ofSeconds(3)))))
                .isInstanceOf(GiveUpReason.Throttled.class);
    }

    private static Outcome throttled(Duration asked) {
        return new Outcome.Throttled(Outcome.Quota.REQUESTS, Optional.of(asked));
    }

    @Test
    void there_is_no_pause_after_another_failure_with_several_targets_or_without_time() {
        assertThat(reason(next(FAULT, A_EAST))).isInstanceOf(GiveUpReason.Failed.class);
        Session both = session(A_EAST, B_EAST);
        both.start(now);
        attempt(both, THROTTLED);
        assertThat(reason(attempt(both, THROTTLED))).isInstanceOf(GiveUpReason.Throttled.class);
        Session late = session(now.plusMillis(2_300), A_EAST);
        late.start(now);
        assertThat(reason(attempt(late, THROTTLED))).isInstanceOf(GiveUpReason.Throttled.class);
    }

    @Test
    void full_targets_are_passed_over_without_an_attempt_and_the_shortest_wait_is_told() {
        Session session = session(A_EAST, B_EAST);
        session.start(now);
        assertThat(session.on(new Signal.NoRoom(Duration.ofSeconds(7), Signal.Why.SPENT), now))
                .isEqualTo(new Step.Reserve(B_EAST));
        assertThat(session.on(new Signal.NoRoom(Duration.ofSeconds(9), Signal.Why.SPENT), now))
                .isEqualTo(gaveUp(new GiveUpReason.Throttled(Duration.ofSeconds(7)), at(B_EAST, FULL), 0));
    }

    @Test
    void a_resting_target_that_returns_sooner_than_the_full_ones_sets_the_wait() {
        Skipped resting = new Skipped(1, B_EAST.target(), Skipped.Reason.RESTING, Optional.of(now.plusSeconds(3)));
        Session session = session(new Plan(List.of(A_EAST), List.of(resting)), now.plusSeconds(60));
        session.start(now);
        assertThat(session.on(new Signal.NoRoom(Duration.ofSeconds(40), Signal.Why.SPENT), now))
                .isEqualTo(gaveUp(new GiveUpReason.Throttled(Duration.ofSeconds(3)), at(A_EAST, FULL), 0));
    }

    @Test
    void nobody_is_told_to_wait_for_the_end_of_an_ejection_or_a_quarantine_since_the_target_is_tried_before() {
        for (Skipped.Reason left : List.of(Skipped.Reason.EJECTED, Skipped.Reason.QUARANTINED)) {
            Session session = session(A_EAST);
            session.start(now);
            called(session);
            Availability out = new Availability.Out(left, now.plusSeconds(32));
            assertThat(reason(session.on(new Signal.Ended(FAULT, out), now)))
                    .isEqualTo(new GiveUpReason.Failed(FAULT, Duration.ofSeconds(1)));
        }
    }

    @Test
    void the_wait_that_bedrock_asked_for_is_told() {
        Outcome overloaded = new Outcome.Overloaded(Optional.of(Duration.ofSeconds(17)));
        Session session = session(A_EAST);
        session.start(now);
        called(session);
        Availability resting = new Availability.Out(Skipped.Reason.RESTING, now.plusSeconds(17));
        assertThat(reason(session.on(new Signal.Ended(overloaded, resting), now)))
                .isEqualTo(new GiveUpReason.Failed(overloaded, Duration.ofSeconds(17)));
    }

    @Test
    void without_candidates_it_says_when_one_comes_back_or_why_none_will() {
        Skipped resting = new Skipped(1, A_EAST.target(), Skipped.Reason.RESTING, Optional.of(now.plusMillis(200)));
        assertThat(reason(session(new Plan(List.of(), List.of(resting)), now.plusSeconds(60))
                        .start(now)))
                .isEqualTo(new GiveUpReason.Throttled(Duration.ofSeconds(1)));
        for (Skipped.Reason away : List.of(Skipped.Reason.EJECTED, Skipped.Reason.DRAINED)) {
            Skipped out = new Skipped(1, A_EAST.target(), away, Optional.of(now.plusSeconds(9)));
            assertThat(reason(session(new Plan(List.of(), List.of(out)), now.plusSeconds(60))
                            .start(now)))
                    .isEqualTo(new GiveUpReason.AllBusy(Duration.ofSeconds(9)));
        }
        Skipped small = new Skipped(1, A_EAST.target(), Skipped.Reason.CONTEXT_TOO_SMALL, Optional.empty());
        Plan tooLarge =
                new Plan(List.of(), List.of(small), Optional.of(new GiveUpReason.TooLarge(200, 150)), Optional.empty());
        assertThat(reason(session(tooLarge, now.plusSeconds(60)).start(now)))
                .isEqualTo(new GiveUpReason.TooLarge(200, 150));
        Skipped larger = new Skipped(1, B_EAST.target(), Skipped.Reason.RESTING, Optional.of(now.plusSeconds(3)));
        Plan laterALarger = new Plan(List.of(), List.of(larger, small), tooLarge.tooLarge(), Optional.empty());
        assertThat(reason(session(laterALarger, now.plusSeconds(60)).start(now)))
                .isEqualTo(new GiveUpReason.Throttled(Duration.ofSeconds(3)));
        assertThat(reason(session(new Plan(List.of(), List.of(small)), now.plusSeconds(60))
                        .start(now)))
                .isInstanceOf(GiveUpReason.InputTooLong.class);
        Skipped notStreamed = new Skipped(1, A_EAST.target(), Skipped.Reason.NOT_STREAMED, Optional.empty());
        assertThat(reason(session(new Plan(List.of(), List.of(notStreamed)), now.plusSeconds(60))
                        .start(now)))
                .isInstanceOfSatisfying(
                        GiveUpReason.NothingEligible.class,
                        nothing -> assertThat(nothing.why())
                                .contains("cannot stream", "\"stream\": false", "Converse instead of ConverseStream"));
        Skipped away = new Skipped(1, A_EAST.target(), Skipped.Reason.RESIDENCY, Optional.empty());
        assertThat(reason(session(new Plan(List.of(), List.of(away)), now.plusSeconds(60))
                        .start(now)))
                .isInstanceOf(GiveUpReason.NothingEligible.class);
    }

    @Test
    void a_pause_is_half_of_its_time_at_least_and_all_of_it_at_most() {
        LongSummaryStatistics pauses = LongStream.range(0, 5_000)
                .map(seed -> {
                    AttemptLimits limits =
                            new AttemptLimits(RoutingRules.DEFAULT, RequestTimes.until(now.plusSeconds(60)), STREAM);
                    Session session = new Session(plan(A_EAST), limits, new SplittableRandom(seed));
                    session.start(now);
                    return waited(attempt(session, THROTTLED)).toMillis();
                })
                .summaryStatistics();
        assertThat(pauses.getMin()).isEqualTo(500);
        assertThat(pauses.getMax()).isEqualTo(1_000);
    }
}
