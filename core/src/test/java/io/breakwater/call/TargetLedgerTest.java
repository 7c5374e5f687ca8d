package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.Capacity;
import io.breakwater.model.RoutedTarget;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TargetLedgerTest {
    private static final Duration WHILE = Duration.ofMinutes(10);

    private final TargetLedger ledger = new TargetLedger(new Ledger(new ReferenceStore(), Epochs.STANDARD));

    private long left(RoutedTarget target, Duration later) {
        return ledger.leftPerMillion(target, Sample.NOW.plus(later));
    }

    @Test
    void a_target_of_unknown_quota_that_has_throttled_has_no_room_for_prefixes_for_ten_minutes() {
        RoutedTarget unknown = Sample.target("a", Sample.EAST, Sample.SONNET_US, Capacity.UNKNOWN);
        assertThat(left(unknown, Duration.ZERO)).isEqualTo(1_000_000);

        ledger.throttled(unknown, Outcome.Quota.REQUESTS, Sample.NOW);

        assertThat(left(unknown, WHILE.minusMillis(1))).isZero();
        assertThat(left(unknown, WHILE)).isEqualTo(1_000_000);
        RoutedTarget another = Sample.target("b", Sample.EAST, Sample.SONNET_US, Capacity.UNKNOWN);
        assertThat(left(another, Duration.ZERO)).isEqualTo(1_000_000);
    }

    @Test
    void of_one_whose_quota_is_known_the_ledger_says_what_is_left() {
        RoutedTarget known = Sample.target("a", Sample.EAST, Sample.SONNET_US, new Capacity(100, 1_000_000));
        ledger.throttled(known, Outcome.Quota.REQUESTS, Sample.NOW);
        assertThat(left(known, Duration.ofMinutes(2))).isEqualTo(1_000_000);
    }
}
