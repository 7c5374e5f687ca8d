package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class HealthChangeTest {
    private static final Instant NOW = Sample.NOW;

    private final Exclusion out =
            Exclusion.first(Exclusion.Cause.REFUSED, "copy-1", "UpstreamDenied", NOW, new SplittableRandom(42));
    private final Instant over = out.until();

    private static Optional<HealthChange.Kind> kind(Exclusion before, Exclusion after, Instant now) {
        return HealthChange.between("target", Optional.of(before), Optional.of(after), now)
                .map(HealthChange::kind);
    }

    @Test
    void a_claimed_probe_is_told() {
        assertThat(kind(out, out.probing(over), over)).contains(HealthChange.Kind.PROBED);
    }

    @Test
    void a_probe_claimed_after_one_that_never_reported_is_told_too() {
        Exclusion first = out.probing(over);
        Instant later = first.probingUntil();
        assertThat(kind(first, first.probing(later), later)).contains(HealthChange.Kind.PROBED);
    }

    @Test
    void a_decision_that_another_copy_confirms_during_a_probe_is_no_probe() {
        Exclusion probed = out.probing(over);
        assertThat(kind(probed, probed.confirmed("copy-2"), over)).isEmpty();
    }

    @Test
    void a_decision_taken_anew_during_a_probe_is_told_as_what_it_is() {
        Exclusion probed = out.probing(over);
        Exclusion anew = probed.again(
                Exclusion.Cause.REFUSED, "copy-2", "UpstreamDenied", over.plusSeconds(1), new SplittableRandom(42));
        assertThat(kind(probed, anew, over.plusSeconds(1))).contains(HealthChange.Kind.QUARANTINED);
    }

    @Test
    void a_failing_target_is_told_as_back_with_the_answer_that_ends_its_exclusion() {
        Exclusion failing =
                Exclusion.first(Exclusion.Cause.FAILING, "copy-1", "ServerFault", NOW, new SplittableRandom(42));
        Exclusion once = failing.answered(over).orElseThrow();
        Exclusion twice = once.answered(over.plusSeconds(15)).orElseThrow();
        Exclusion back = twice.answered(over.plusSeconds(30)).orElseThrow();
        assertThat(kind(failing, once, over)).contains(HealthChange.Kind.ANSWERED);
        assertThat(kind(twice, back, over.plusSeconds(30))).contains(HealthChange.Kind.READMITTED);
    }
}
