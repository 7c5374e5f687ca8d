package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.Target;
import io.breakwater.routing.Exclusion.Cause;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Which of the health records count for a Region.
final class RegionHealthTest {
    private static final Instant NOW = Sample.NOW;
    private static final Target MINE =
            Sample.target("a", Sample.EAST, Sample.SONNET_US).target();
    private static final String SECOND = other("b");
    private static final String THIRD = other("c");

    private static String other(String shard) {
        return TargetNames.of(
                        Sample.target(shard, Sample.EAST, Sample.SONNET_US).target())
                .own();
    }

    private static Exclusion out(Cause cause) {
        return Exclusion.first(cause, "one", "ServerFault", NOW, new SplittableRandom(42));
    }

    private static Exclusion returned() {
        return out(Cause.FAILING)
                .answered(NOW)
                .flatMap(once -> once.answered(NOW))
                .flatMap(twice -> twice.answered(NOW))
                .orElseThrow();
    }

    private static RegionHealth region(Map<String, Exclusion> known) {
        return RegionHealth.of(MINE, known.keySet().stream(), name -> Optional.ofNullable(known.get(name)));
    }

    @Test
    void a_region_is_lost_when_two_other_accounts_fail_there() {
        assertThat(region(Map.of(SECOND, out(Cause.FAILING))).lost(NOW)).isFalse();
        assertThat(region(Map.of(SECOND, out(Cause.FAILING), THIRD, out(Cause.FAILING)))
                        .lost(NOW))
                .isTrue();
    }

    @Test
    void who_is_refused_or_has_returned_says_nothing_of_it() {
        assertThat(region(Map.of(SECOND, out(Cause.FAILING), THIRD, out(Cause.REFUSED)))
                        .lost(NOW))
                .isFalse();
        assertThat(region(Map.of(SECOND, out(Cause.FAILING), THIRD, returned())).lost(NOW))
                .isFalse();
    }

    @Test
    void only_the_names_of_other_accounts_targets_of_the_same_profile_there_are_read() {
        assertThat(region(Map.of(
                                TargetNames.of(MINE).own(),
                                out(Cause.FAILING),
                                "q#" + SECOND.substring(2),
                                out(Cause.FAILING),
                                SECOND.substring(0, SECOND.lastIndexOf('/')),
                                out(Cause.FAILING),
                                SECOND.replace("us-east-1", "us-west-2"),
                                out(Cause.FAILING),
                                SECOND + "x",
                                out(Cause.FAILING)))
                        .others())
                .isEmpty();
    }
}
