package io.breakwater.bench.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Writes are counted in virtual time, so the figures are the same on every machine.
class VirtualTrafficTest {
    private static final int COPIES = 40;
    private static final int REQUESTS = 20_000;
    private static final long SEED = 1;

    @ParameterizedTest
    @CsvSource({
        "300, 0.5",
        "300, 0.7",
        "300, 0.9",
        "600, 0.5",
        "600, 0.7",
        "600, 0.9",
        "6000, 0.5",
        "6000, 0.7",
        "6000, 0.9"
    })
    void from_half_load_up_a_reservation_over_forty_copies_takes_at_most_1_06_writes(long perMinute, double load) {
        WriteCount count = play(perMinute, load);
        assertThat(count.reservingPerAdmitted()).isBetween(1.0, 1.06);
        assertThat(count.admittedPercent()).isGreaterThan(99);
    }

    @ParameterizedTest
    @ValueSource(longs = {30, 60, 300, 600, 6_000})
    void a_settlement_takes_one_write(long perMinute) {
        assertThat(play(perMinute, 0.5).settlingPerAdmitted()).isCloseTo(1, within(0.001));
    }

    @ParameterizedTest
    @ValueSource(longs = {30, 60, 300})
    void a_copy_that_is_seldom_asked_does_not_pay_for_each_epoch_that_others_have_begun(long perMinute) {
        assertThat(play(perMinute, 0.05).reservingPerAdmitted()).isLessThan(1.55);
    }

    @Test
    void the_same_seed_counts_the_same() {
        assertThat(play(120, 0.9)).isEqualTo(play(120, 0.9));
    }

    private static WriteCount play(long perMinute, double load) {
        return new VirtualTraffic(new TenantTraffic(perMinute, load, COPIES), SEED).run(REQUESTS);
    }
}
