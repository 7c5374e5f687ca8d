package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Which request probes a target that was left out, when, and what its caller is told.
final class SessionProbesTest extends SessionFixture {
    @Test
    void a_probe_is_claimed_after_its_room_and_a_taken_one_is_passed_over() {
        Session session = session(probe(A_EAST), B_EAST);
        session.start(now);
        assertThat(session.on(Signal.Done.RESERVED, now)).isEqualTo(new Step.ClaimProbe(probe(A_EAST)));
        assertThat(session.on(Signal.Done.PROBE_TAKEN, now)).isEqualTo(new Step.Reserve(B_EAST));
    }

    @Test
    void a_request_carries_one_probe_at_most() {
        Session session = session(probe(A_EAST), probe(A_WEST), B_EAST);
        session.start(now);
        session.on(Signal.Done.RESERVED, now);
        session.on(Signal.Done.PROBE_CLAIMED, now);
        assertThat(ended(session, FAULT)).isEqualTo(new Step.Reserve(B_EAST));
    }

    @Test
    void a_probe_has_half_of_the_first_tokens_time_while_another_target_is_there() {
        Session session = session(probe(A_EAST), B_EAST);
        session.start(now);
        session.on(Signal.Done.RESERVED, now);
        Step.Call probe = (Step.Call) session.on(Signal.Done.PROBE_CLAIMED, now);
        assertThat(probe.limits().answer()).isEqualTo(new TimeLimit(Duration.ofSeconds(5), TimeLimit.Owner.PROBE));
    }

    @Test
    void a_whole_answer_of_unknown_length_that_no_model_streams_probes_nobody_while_another_target_is_there() {
        Session session = whole(_ -> Optional.empty(), probe(A_EAST), B_EAST);
        assertThat(session.start(now)).isEqualTo(new Step.Reserve(B_EAST));
        assertThat(whole(_ -> Optional.empty(), probe(A_EAST)).start(now)).isEqualTo(new Step.Reserve(probe(A_EAST)));
        Optional<Duration> learned = Optional.of(Duration.ofSeconds(80));
        assertThat(whole(_ -> learned, probe(A_EAST), B_EAST).start(now)).isEqualTo(new Step.Reserve(probe(A_EAST)));
    }

    private static Plan withoutRoom(Candidate... full) {
        return new Plan(List.of(full), List.of(), Optional.empty(), Optional.of(inNeed(A_EAST)));
    }

    private static Candidate inNeed(Candidate candidate) {
        return new Candidate(candidate.tier(), candidate.routed(), Candidate.Readiness.PROBE_IN_NEED);
    }

    private static final Signal SPENT = new Signal.NoRoom(Duration.ofSeconds(7), Signal.Why.SPENT);

    @Test
    void a_request_that_finds_no_room_probes_a_target_that_is_left_out() {
        Session session = session(withoutRoom(B_EAST), now.plusSeconds(60));
        session.start(now);
        assertThat(session.on(SPENT, now)).isEqualTo(new Step.Reserve(inNeed(A_EAST)));
        assertThat(session.on(Signal.Done.RESERVED, now)).isEqualTo(new Step.ClaimProbe(inNeed(A_EAST)));
        Step.Call probe = (Step.Call) session.on(Signal.Done.PROBE_CLAIMED, now);
        assertThat(probe.limits().answer()).isEqualTo(new TimeLimit(Duration.ofSeconds(5), TimeLimit.Owner.PROBE));
        assertThat(ended(session, ANSWERED)).isEqualTo(new Step.Answer(inNeed(A_EAST), totals(1)));
    }

    @Test
    void a_request_that_bedrock_throttles_probes_a_target_that_is_left_out_before_it_waits_for_the_only_other() {
        Session session = session(withoutRoom(B_EAST), now.plusSeconds(60));
        session.start(now);
        assertThat(attempt(session, THROTTLED)).isEqualTo(new Step.Reserve(inNeed(A_EAST)));
    }

    /// A session that Bedrock has throttled at its only healthy target, and that holds room for a probe in need.
    private Session needing() {
        Session session = session(withoutRoom(B_EAST), now.plusSeconds(60));
        session.start(now);
        attempt(session, THROTTLED);
        return session;
    }

    private void calledOnceMoreAfterAPause(Session session, Step step) {
        assertThat(waited(step)).isPositive();
        assertThat(session.on(Signal.Done.WAITED, now)).isEqualTo(new Step.Reserve(B_EAST));
        assertThat(called(session).candidate()).isEqualTo(B_EAST);
    }

    @Test
    void a_request_whose_probe_in_need_cannot_be_made_or_fails_calls_the_only_other_once_more_after_its_pause() {
        Session full = needing();
        calledOnceMoreAfterAPause(full, full.on(SPENT, now));
        Session noRetry = needing();
        calledOnceMoreAfterAPause(noRetry, noRetry.on(RETRIES_SPENT, now));
        Session taken = needing();
        taken.on(Signal.Done.RESERVED, now);
        calledOnceMoreAfterAPause(taken, taken.on(Signal.Done.PROBE_TAKEN, now));
        Session failed = needing();
        failed.on(Signal.Done.RESERVED, now);
        failed.on(Signal.Done.PROBE_CLAIMED, now);
        calledOnceMoreAfterAPause(failed, ended(failed, FAULT));
        assertThat(reason(ended(failed, FAULT))).isInstanceOf(GiveUpReason.Failed.class);
    }

    @Test
    void a_probe_in_need_that_takes_the_time_of_the_pause_leaves_none() {
        Session late = needing();
        late.on(Signal.Done.RESERVED, now);
        late.on(Signal.Done.PROBE_CLAIMED, now);
        now = now.plusMillis(58_000);
        assertThat(reason(ended(late, SLOW))).isInstanceOf(GiveUpReason.Failed.class);
    }

    @Test
    void a_target_that_is_called_again_by_another_api_or_with_new_credentials_is_still_under_its_one_probe() {
        Session renewed = session(probe(A_EAST), B_EAST);
        renewed.start(now);
        renewed.on(Signal.Done.RESERVED, now);
        renewed.on(Signal.Done.PROBE_CLAIMED, now);
        assertThat(ended(renewed, BAD_CREDENTIALS)).isEqualTo(new Step.RenewCredentials(probe(A_EAST)));
        assertThat(renewed.on(Signal.Done.RENEWED, now)).isEqualTo(new Step.Reserve(probe(A_EAST)));
        assertThat(called(renewed).candidate()).isEqualTo(probe(A_EAST));
        Session api = session(withoutRoom(B_EAST), now.plusSeconds(60));
        api.start(now);
        api.on(SPENT, now);
        api.on(Signal.Done.RESERVED, now);
        api.on(Signal.Done.PROBE_CLAIMED, now);
        Outcome missing = new Outcome.ApiMissing("openai-chat is not in us-east-1", true);
        assertThat(ended(api, missing)).isEqualTo(new Step.Reserve(inNeed(A_EAST)));
        assertThat(called(api).candidate()).isEqualTo(inNeed(A_EAST));
    }

    @Test
    void a_probe_that_another_request_has_is_no_claim_to_the_next_one() {
        Session session = session(probe(A_EAST), probe(B_EAST));
        session.start(now);
        session.on(Signal.Done.RESERVED, now);
        assertThat(session.on(Signal.Done.PROBE_TAKEN, now)).isEqualTo(new Step.Reserve(probe(B_EAST)));
        assertThat(session.on(Signal.Done.RESERVED, now)).isEqualTo(new Step.ClaimProbe(probe(B_EAST)));
    }

    private Session waiting(Duration wait) {
        RoomWait until = new RoomWait(now.plus(wait), Priority.STANDARD);
        AttemptLimits limits =
                new AttemptLimits(RoutingRules.DEFAULT, RequestTimes.until(now.plusSeconds(60)), STREAM, until);
        Session session = new Session(withoutRoom(B_EAST), limits, new SplittableRandom(42));
        session.start(now);
        return session;
    }

    @Test
    void a_request_that_waits_for_room_probes_nobody_in_need_while_room_comes_within_its_wait() {
        assertThat(reason(waiting(Duration.ofSeconds(7)).on(SPENT, now)))
                .isEqualTo(new GiveUpReason.Throttled(Duration.ofSeconds(7)));
        assertThat(waiting(Duration.ofMillis(6_999)).on(SPENT, now)).isEqualTo(new Step.Reserve(inNeed(A_EAST)));
        assertThat(attempt(waiting(Duration.ofSeconds(7)), THROTTLED)).isEqualTo(new Step.Reserve(inNeed(A_EAST)));
    }

    @Test
    void a_probe_in_need_says_nothing_of_when_there_is_room_however_it_ends() {
        Session failed = session(withoutRoom(B_EAST), now.plusSeconds(60));
        failed.start(now);
        failed.on(SPENT, now);
        failed.on(Signal.Done.RESERVED, now);
        failed.on(Signal.Done.PROBE_CLAIMED, now);
        assertThat(reason(ended(failed, FAULT))).isEqualTo(new GiveUpReason.Failed(FAULT, Duration.ofSeconds(7)));
        Session full = session(withoutRoom(B_EAST), now.plusSeconds(60));
        full.start(now);
        full.on(SPENT, now);
        Signal sooner = new Signal.NoRoom(Duration.ofSeconds(2), Signal.Why.SPENT);
        assertThat(reason(full.on(sooner, now))).isEqualTo(new GiveUpReason.Throttled(Duration.ofSeconds(7)));
    }

    @Test
    void a_request_that_has_made_a_probe_makes_no_other_in_need() {
        Session session = session(withoutRoom(probe(A_WEST), B_EAST), now.plusSeconds(60));
        session.start(now);
        session.on(Signal.Done.RESERVED, now);
        session.on(Signal.Done.PROBE_CLAIMED, now);
        assertThat(ended(session, FAULT)).isEqualTo(new Step.Reserve(B_EAST));
        assertThat(reason(session.on(SPENT, now))).isInstanceOf(GiveUpReason.Failed.class);
    }

    @Test
    void the_only_target_is_not_called_again_after_its_probe_was_throttled() {
        Session probing = session(new Plan(List.of(probe(A_WEST)), List.of()), now.plusSeconds(60));
        probing.start(now);
        probing.on(Signal.Done.RESERVED, now);
        probing.on(Signal.Done.PROBE_CLAIMED, now);
        assertThat(reason(ended(probing, THROTTLED))).isInstanceOf(GiveUpReason.Throttled.class);
        Session needing = session(withoutRoom(B_EAST), now.plusSeconds(60));
        needing.start(now);
        needing.on(SPENT, now);
        needing.on(Signal.Done.RESERVED, now);
        needing.on(Signal.Done.PROBE_CLAIMED, now);
        assertThat(reason(ended(needing, THROTTLED))).isInstanceOf(GiveUpReason.Throttled.class);
    }

    @Test
    void where_another_request_probes_already_the_lack_of_room_is_told() {
        Session session = session(withoutRoom(B_EAST), now.plusSeconds(60));
        session.start(now);
        session.on(SPENT, now);
        session.on(Signal.Done.RESERVED, now);
        assertThat(reason(session.on(Signal.Done.PROBE_TAKEN, now)))
                .isEqualTo(new GiveUpReason.Throttled(Duration.ofSeconds(7)));
    }

    @Test
    void nobody_probes_before_its_time_after_a_failure_or_where_a_hang_looks_like_a_long_answer() {
        Session failed = session(withoutRoom(B_EAST), now.plusSeconds(60));
        failed.start(now);
        assertThat(reason(attempt(failed, FAULT))).isInstanceOf(GiveUpReason.Failed.class);
        Session unknown = session(withoutRoom(B_EAST), now.plusSeconds(60));
        unknown.start(now);
        assertThat(reason(unknown.on(new Signal.NoRoom(Duration.ofSeconds(1), Signal.Why.UNKNOWN), now)))
                .isInstanceOf(GiveUpReason.AllBusy.class);
        AttemptLimits whole = new AttemptLimits(
                RoutingRules.DEFAULT,
                RequestTimes.until(now.plusSeconds(240)),
                new Wanted(false, _ -> false, _ -> Optional.empty()));
        Session blind = new Session(withoutRoom(B_EAST), whole, new SplittableRandom(42));
        blind.start(now);
        assertThat(reason(blind.on(SPENT, now))).isEqualTo(new GiveUpReason.Throttled(Duration.ofSeconds(7)));
    }

    @Test
    void a_whole_answer_that_is_gathered_may_probe() {
        Wanted gathered = new Wanted(false, _ -> true, _ -> Optional.empty());
        Session session = session(gathered, probe(A_EAST), B_EAST);
        assertThat(session.start(now)).isEqualTo(new Step.Reserve(probe(A_EAST)));
        session.on(Signal.Done.RESERVED, now);
        Step.Call probe = (Step.Call) session.on(Signal.Done.PROBE_CLAIMED, now);
        assertThat(probe.asStream()).isTrue();
        assertThat(probe.limits().answer()).isEqualTo(new TimeLimit(Duration.ofSeconds(5), TimeLimit.Owner.PROBE));
    }

    private static Candidate probe(Candidate candidate) {
        return new Candidate(candidate.tier(), candidate.routed(), Candidate.Readiness.PROBE);
    }
}
