package io.breakwater.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Limits;
import io.breakwater.settings.Timeouts;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A stream that flows is bounded by the longest time for a request, not by the deadline: so must be its hold.
final class LongStreamsTest {
    private static final String KEY = "T#search";
    private static final Limits ONE_AT_A_TIME = new Limits(0, 0, 1_000_000, 0, 1, 100, 0);
    private static final Demand DEMAND = new Demand(100, 10);
    private static final Epochs EPOCHS = new Epochs(Timeouts.DEFAULT.longestHold());

    private final Ledger ledger = new Ledger(new ReferenceStore(), EPOCHS);

    private Admission reserve(Instant now) {
        return ledger.reserve(KEY, ONE_AT_A_TIME, DEMAND, now);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 9, 14})
    void a_stream_of_fourteen_minutes_keeps_every_second_request_out_until_it_ends(int minuteOfItsEpoch) {
        Instant begun =
                Instant.EPOCH.plus(EPOCHS.length().multipliedBy(2_000_000)).plus(Duration.ofMinutes(minuteOfItsEpoch));
        Instant end = begun.plus(Timeouts.LONGEST);
        Reservation stream = ((Admission.Admitted) reserve(begun)).reservation();
        for (Instant now = begun; now.isBefore(end); now = now.plusSeconds(30)) {
            assertThat(reserve(now)).as(() -> "a second request").isInstanceOf(Admission.Refused.class);
        }
        assertThat(ledger.standing(KEY, ONE_AT_A_TIME, end).tokensHeld()).isEqualTo(100);
        ledger.settle(stream, DEMAND, end.plusSeconds(50));
        Standing after = ledger.standing(KEY, ONE_AT_A_TIME, end.plusSeconds(50));
        assertThat(after.inFlight()).isZero();
        assertThat(after.tokensHeld()).isZero();
        assertThat(reserve(end.plusSeconds(50))).isInstanceOf(Admission.Admitted.class);
    }
}
