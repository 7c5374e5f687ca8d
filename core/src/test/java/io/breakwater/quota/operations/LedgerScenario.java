package io.breakwater.quota.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import java.time.Duration;
import java.time.Instant;

/// One tenant's item, and the operations of scenarios on it.
public abstract class LedgerScenario {
    static final String KEY = "T#search";
    static final Epochs EPOCHS = new Epochs(Duration.ofMinutes(5));
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    final ReferenceStore store = new ReferenceStore();
    final Ledger ledger = new Ledger(store, EPOCHS);

    final Admission reserve(Limits limits, long tokens, Instant now) {
        return ledger.reserve(KEY, limits, new LedgerAmount(tokens, 0), now);
    }

    /// A nanosecond before the stated time the demand does not fit, and at that time it does.
    final void exactly(Limits limits, LedgerAmount demand, Admission.Refused refused, LimitName limit, Instant now) {
        assertThat(refused.limit()).isEqualTo(limit);
        Instant then = now.plus(refused.retryAfter());
        refused(ledger.reserve(KEY, limits, demand, then.minusNanos(1)));
        admitted(ledger.reserve(KEY, limits, demand, then));
    }

    public static Reservation admitted(Admission answer) {
        assertThat(answer).isInstanceOf(Admission.Admitted.class);
        return ((Admission.Admitted) answer).reservation();
    }

    static Admission.Refused refused(Admission answer) {
        assertThat(answer).isInstanceOf(Admission.Refused.class);
        return (Admission.Refused) answer;
    }
}
