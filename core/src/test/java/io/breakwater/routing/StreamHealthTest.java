package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.routing.Exclusion.Cause;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What one stream that stands still, or goes on, changes of what is known about its target.
final class StreamHealthTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final OtherTargets FLOWING = new OtherTargets(false, NOON.plusSeconds(600));
    private static final OtherTargets SILENT = new OtherTargets(true, NOON.plusSeconds(600));

    /// Out since noon, for half a minute.
    private static Exclusion out(String why) {
        return new Exclusion(Cause.FAILING, 1, NOON, NOON.plusSeconds(30), Instant.EPOCH, 0, "another", why);
    }

    /// Back since half a minute after noon.
    private static Exclusion returned(String why) {
        return new Exclusion(Cause.FAILING, 1, NOON, NOON.plusSeconds(30), Instant.EPOCH, 3, "another", why);
    }

    /// The call began so many seconds after noon, and its stream has stood still for ten since the next one.
    private static Silence silence(int begun) {
        Instant at = NOON.plusSeconds(begun);
        return new Silence(at, OptionalLong.of(begun), at.plusSeconds(1), at.plusSeconds(11));
    }

    private static Optional<? extends HealthEntry> after(Exclusion known, int begun, OtherTargets others) {
        return StreamHealth.silent(Optional.of(known), silence(begun), others, "me", new SplittableRandom(1));
    }

    private static boolean leavesOutAgain(Exclusion known, int begun, OtherTargets others) {
        Optional<? extends HealthEntry> after = after(known, begun, others);
        boolean same = after.equals(Optional.of(known));
        boolean again = HealthEntry.exclusion(after)
                .filter(decided -> decided.since().equals(silence(begun).now()))
                .isPresent();
        assertThat(again).isNotEqualTo(same);
        return again;
    }

    @Test
    void while_a_target_is_out_only_a_probe_that_stands_still_leaves_it_out_for_longer() {
        assertThat(leavesOutAgain(out("503"), 31, FLOWING)).isTrue();
        assertThat(leavesOutAgain(out("503"), 5, FLOWING))
                .as("told before a probe")
                .isFalse();
        assertThat(leavesOutAgain(out("503"), -1, FLOWING))
                .as("a call of before")
                .isFalse();
    }

    @Test
    void after_its_return_one_new_stream_is_enough_whatever_it_was_out_for_if_the_others_flow() {
        assertThat(leavesOutAgain(returned(Exclusion.SILENT), 30, FLOWING)).isTrue();
        assertThat(leavesOutAgain(returned(Exclusion.SILENT), 29, FLOWING))
                .as("a call of before its return")
                .isFalse();
        assertThat(leavesOutAgain(returned("503"), 30, FLOWING)).isTrue();
        assertThat(leavesOutAgain(returned(Exclusion.SILENT), 30, SILENT)).isFalse();
    }

    @Test
    void a_minute_after_its_return_it_is_suspected_as_if_it_had_never_been_out() {
        assertThat(leavesOutAgain(returned(Exclusion.SILENT), 78, FLOWING)).isTrue();
        assertThat(HealthEntry.suspicion(after(returned(Exclusion.SILENT), 79, FLOWING)))
                .contains(Suspicion.none("me").with(SilentStreams.NONE.and(silence(79), "me")));
    }

    @Test
    void a_stream_that_goes_on_takes_back_its_targets_silence_and_none_of_its_failures() {
        Verdict fault = new Verdict(new Outcome.ServerFault(), NOON, NOON, OptionalLong.of(1));
        Suspicion failed = Suspicion.first(fault, "me");
        Optional<Suspicion> silent = Optional.of(failed.with(SilentStreams.NONE.and(silence(2), "me")));
        assertThat(StreamHealth.resumed(silent, silence(2))).isEqualTo(Optional.of(failed));
        assertThat(StreamHealth.resumed(Optional.of(failed), silence(2))).isEqualTo(Optional.of(failed));
    }

    @Test
    void a_model_is_suspected_while_one_of_its_targets_is_out_for_silence_or_probed_within_two_minutes() {
        Instant end = out(Exclusion.SILENT).until().plusSeconds(120);
        assertThat(StreamHealth.isSuspected(Optional.of(out(Exclusion.SILENT)), end))
                .isTrue();
        assertThat(StreamHealth.isSuspected(Optional.of(out(Exclusion.SILENT)), end.plusMillis(1)))
                .isFalse();
        assertThat(StreamHealth.isSuspected(Optional.of(out("503")), NOON)).isFalse();
        assertThat(StreamHealth.isSuspected(Optional.of(returned(Exclusion.SILENT)), NOON.plusSeconds(31)))
                .isFalse();
    }
}
