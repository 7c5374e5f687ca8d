package io.breakwater.quota.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.settings.Timeouts;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A stream that keeps flowing is bounded by the longest time of a request, not by the deadline: its
/// hold is carried into each epoch until it ends.
final class LongStreamsTest {
    private static final String KEY = "T#search";
    private static final Limits ONE_AT_A_TIME =
            Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 1_000_000).with(LimitName.CONCURRENCY, 1);
    private static final LedgerAmount DEMAND = new LedgerAmount(100, 10_000);
    private static final Epochs EPOCHS = Epochs.STANDARD;

    private final Ledger ledger = new Ledger(new ReferenceStore(), EPOCHS);

    private Admission reserve(Instant now) {
        return ledger.reserve(KEY, ONE_AT_A_TIME, DEMAND, now);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 59, 60, 119})
    void a_stream_of_fourteen_minutes_keeps_every_second_request_out_until_it_ends(int secondOfItsEpoch) {
        Instant begun =
                Instant.EPOCH.plus(EPOCHS.length().multipliedBy(14_000_000)).plus(Duration.ofSeconds(secondOfItsEpoch));
        Instant end = begun.plus(Timeouts.LONGEST);
        Reservation stream =
                ((Admission.Admitted) reserve(begun)).reservation().marked(() -> new RenewalMark("stream"));
        for (Instant now = begun; now.isBefore(end); now = now.plusSeconds(30)) {
            stream = ledger.due(stream, now) ? ledger.renew(stream, now).reservation() : stream;
            assertThat(reserve(now)).as(() -> "a second request").isInstanceOf(Admission.Refused.class);
        }
        assertThat(ledger.status(KEY, ONE_AT_A_TIME, end).tokensHeld()).isEqualTo(100);
        ledger.settle(stream, DEMAND, end.plusSeconds(50));
        LedgerStatus after = ledger.status(KEY, ONE_AT_A_TIME, end.plusSeconds(50));
        assertThat(after.inFlight()).isZero();
        assertThat(after.tokensHeld()).isZero();
        assertThat(reserve(end.plusSeconds(50))).isInstanceOf(Admission.Admitted.class);
    }
}
