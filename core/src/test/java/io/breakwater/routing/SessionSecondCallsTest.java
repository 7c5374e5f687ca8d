package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.RoutedTarget;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The second call of one target: without the thinking that it refused, or for an answer that was cut.
final class SessionSecondCallsTest extends SessionFixture {
    private static final Outcome SEALED = new Outcome.ThoughtsSealed("could not be verified");

    /// Only the second call could have told whether the request is valid without the thinking.
    @Test
    void a_target_without_room_for_the_call_without_thinking_is_full_and_has_not_failed() {
        Session session = session(A_EAST);
        session.start(now);
        assertThat(attempt(session, SEALED)).isEqualTo(new Step.Reserve(A_EAST));
        assertThat(reason(session.on(new Signal.NoRoom(Duration.ofSeconds(7), Signal.Why.SPENT), now)))
                .isEqualTo(new GiveUpReason.Throttled(Duration.ofSeconds(7)));
    }

    @Test
    void where_the_call_without_thinking_cannot_be_made_what_came_before_is_told() {
        Session throttled = session(A_EAST, B_EAST, B_WEST);
        throttled.start(now);
        attempt(throttled, THROTTLED);
        attempt(throttled, THROTTLED);
        assertThat(reason(attempt(throttled, SEALED))).isInstanceOf(GiveUpReason.Throttled.class);
        Session failed = session(A_EAST, B_EAST);
        failed.start(now);
        attempt(failed, FAULT);
        attempt(failed, SEALED);
        assertThat(reason(failed.on(new Signal.NoRoom(Duration.ofSeconds(7), Signal.Why.SPENT), now)))
                .isEqualTo(new GiveUpReason.Failed(FAULT, Duration.ofSeconds(1)));
    }

    @Test
    void without_time_for_the_call_without_thinking_the_deadline_is_told() {
        Session late = session(now.plusMillis(2_300), A_EAST);
        late.start(now);
        called(late);
        now = now.plusMillis(2_200);
        assertThat(reason(ended(late, SEALED))).isInstanceOf(GiveUpReason.DeadlinePassed.class);
    }

    @Test
    void an_answer_that_is_cut_is_run_again_at_the_same_target_and_the_second_one_is_delivered() {
        Session session = session(A_EAST, B_EAST);
        session.start(now);
        called(session);
        assertThat(cut(session)).isEqualTo(new Step.RunAgain(A_EAST));
        assertThat(called(session).attempt()).isEqualTo(2);
        assertThat(ended(session, ANSWERED)).isEqualTo(new Step.Answer(A_EAST, totals(2, SecondRun.DONE)));
    }

    @Test
    void a_second_run_that_finds_no_room_or_fails_leaves_the_answer_that_was_cut() {
        Session full = session(A_EAST, B_EAST);
        full.start(now);
        called(full);
        cut(full);
        assertThat(full.on(new Signal.NoRoom(Duration.ofSeconds(1), Signal.Why.SPENT), now))
                .isEqualTo(new Step.Answer(A_EAST, totals(1, SecondRun.NO_ROOM)));

        for (Outcome outcome : OutcomeSamples.all()) {
            if (!(outcome instanceof Outcome.Answered)) {
                Session failing = session(A_EAST, B_EAST);
                failing.start(now);
                called(failing);
                cut(failing);
                called(failing);
                List<RoutedTarget> abandoned = outcome.maybeBilled() ? List.of(A_EAST.routed()) : List.of();
                assertThat(ended(failing, outcome))
                        .as(outcome.label())
                        .isEqualTo(new Step.Answer(A_EAST, new SessionTotals(2, abandoned, false, SecondRun.FAILED)));
            }
        }
    }

    @Test
    void an_answer_is_not_run_again_where_twice_its_time_or_an_attempt_is_missing() {
        Session justInTime = session(now.plusSeconds(60), A_EAST);
        justInTime.start(now);
        called(justInTime);
        Session late = session(now.plusSeconds(60), A_EAST);
        late.start(now);
        called(late);
        now = now.plusSeconds(20);
        assertThat(cut(justInTime)).isEqualTo(new Step.RunAgain(A_EAST));
        now = now.plusSeconds(1);
        assertThat(cut(late)).isEqualTo(new Step.Answer(A_EAST, totals(1, SecondRun.NO_TIME)));

        Session spent = session(A_EAST, B_EAST, B_WEST);
        spent.start(now);
        attempt(spent, THROTTLED);
        attempt(spent, THROTTLED);
        called(spent);
        assertThat(cut(spent))
                .isInstanceOfSatisfying(
                        Step.Answer.class,
                        answer -> assertThat(answer.totals().secondRun()).isEqualTo(SecondRun.NO_ATTEMPT));
    }

    private Step cut(Session session) {
        return session.on(new Signal.Cut(new Availability.Ready()), now);
    }
}
