package io.breakwater.quota.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ShadowTest {
    private static final String KEY = "T#search";
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Limits TWO = Limits.UNLIMITED
            .with(LimitName.REQUESTS_PER_MINUTE, 2)
            .with(LimitName.TOKENS_PER_MINUTE, 2)
            .with(LimitName.TOKENS_PER_DAY, 2)
            .with(LimitName.USD_PER_MONTH, 2_000)
            .with(LimitName.CONCURRENCY, 2);

    private final ReferenceStore store = new ReferenceStore();
    private final Ledger ledger = new Ledger(store, new Epochs(Duration.ofMinutes(5)));

    private static Limits two(LimitName limit) {
        return Limits.UNLIMITED.with(limit, limit.isMoney() ? 2_000 : 2);
    }

    private Reservation admitted(Terms terms, LedgerAmount demand) {
        Admission answer = ledger.reserve(KEY, terms, demand, NOON);
        assertThat(answer).isInstanceOf(Admission.Admitted.class);
        return ((Admission.Admitted) answer).reservation();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LARGEST_REQUEST")
    void a_limit_in_shadow_refuses_nobody_and_tells_exactly_whom_it_would_have_refused(LimitName limit) {
        Terms terms = new Terms(two(limit), 1, Set.of(limit), false);
        assertThat(admitted(terms, new LedgerAmount(1, 1_000)).overlooked()).isEmpty();
        assertThat(admitted(terms, new LedgerAmount(1, 1_000)).overlooked()).isEmpty();
        assertThat(admitted(terms, new LedgerAmount(1, 1_000)).overlooked()).containsExactly(limit);
    }

    @Test
    void the_other_limits_refuse_as_ever() {
        Terms terms = new Terms(TWO, 1, Set.of(LimitName.TOKENS_PER_MINUTE, LimitName.TOKENS_PER_DAY), false);
        admitted(terms, new LedgerAmount(1, 1_000));
        admitted(terms, new LedgerAmount(1, 1_000));
        assertThat(ledger.reserve(KEY, terms, new LedgerAmount(1, 1_000), NOON)).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void what_is_too_large_for_a_limit_in_shadow_is_admitted() {
        Limits small = Limits.UNLIMITED
                .with(LimitName.TOKENS_PER_MINUTE, 10)
                .with(LimitName.TOKENS_PER_DAY, 10)
                .with(LimitName.USD_PER_MONTH, 10_000)
                .with(LimitName.LARGEST_REQUEST, 10);
        Set<LimitName> all = Set.of(
                LimitName.TOKENS_PER_MINUTE,
                LimitName.TOKENS_PER_DAY,
                LimitName.USD_PER_MONTH,
                LimitName.LARGEST_REQUEST);
        assertThat(admitted(new Terms(small, 1, all, false), new LedgerAmount(11, 11_000))
                        .overlooked())
                .isEqualTo(all);
        assertThat(ledger.status(KEY, small, NOON).tokensToday())
                .as("counted all the same")
                .isEqualTo(11);
    }

    @Test
    void what_a_bucket_in_shadow_did_not_take_is_not_given_back_either() {
        Terms terms = new Terms(
                Limits.UNLIMITED.with(LimitName.TOKENS_PER_MINUTE, 10), 1, Set.of(LimitName.TOKENS_PER_MINUTE), false);
        admitted(terms, new LedgerAmount(10, 0));
        Reservation over = admitted(terms, new LedgerAmount(10, 0));
        assertThat(ledger.settle(over, LedgerAmount.NONE, NOON)).isInstanceOf(SettlementResult.Booked.class);
        assertThat(ledger.status(KEY, terms.limits(), NOON).tokens().remaining())
                .isZero();
    }
}
