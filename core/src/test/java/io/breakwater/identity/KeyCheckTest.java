package io.breakwater.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.identity.KeyVerdict.Reason;
import io.breakwater.identity.KeyVerdict.Rejected;
import io.breakwater.model.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class KeyCheckTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String USAGE = "usage-identifier-of-search";

    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    private final Pepper pepper = new Pepper(new byte[32]);
    private final AtomicInteger hashes = new AtomicInteger();
    private final KeyCheck check = new KeyCheck("dev", key -> {
        hashes.incrementAndGet();
        return pepper.hash(key);
    });
    private final ApiKey key = ApiKey.generate("dev", random);

    private KeyRecord stored(ApiKey of, Optional<Instant> notAfter, boolean revoked) {
        return new KeyRecord(of.keyId(), pepper.hash(of), new TenantId("search"), notAfter, revoked, USAGE);
    }

    private KeyRecord good() {
        return stored(key, Optional.empty(), false);
    }

    @Test
    void a_good_key_gives_the_tenant_the_key_id_and_the_usage_identifier() {
        assertThat(check.check(key, Optional.of(good()), NOW))
                .isEqualTo(new KeyVerdict.Accepted(new Caller(new TenantId("search"), key.keyId()), USAGE));
    }

    @Test
    void a_key_with_a_known_id_and_another_secret_is_refused() {
        ApiKey other = ApiKey.generate("dev", random);

        assertThat(check.check(other, Optional.of(good()), NOW)).isEqualTo(new Rejected(Reason.WRONG_SECRET));
    }

    @Test
    void an_unknown_key_costs_as_many_hashes_as_a_known_one() {
        check.check(key, Optional.of(good()), NOW);
        int known = hashes.getAndSet(0);

        assertThat(check.check(key, Optional.empty(), NOW)).isEqualTo(new Rejected(Reason.UNKNOWN));
        assertThat(hashes.get()).isEqualTo(known).isEqualTo(1);
    }

    @Test
    void a_revoked_key_is_refused() {
        assertThat(check.check(key, Optional.of(stored(key, Optional.empty(), true)), NOW))
                .isEqualTo(new Rejected(Reason.REVOKED));
    }

    @Test
    void a_key_ends_at_its_instant_and_not_before() {
        Optional<KeyRecord> ending = Optional.of(stored(key, Optional.of(NOW), false));

        assertThat(check.check(key, ending, NOW.minusNanos(1))).isInstanceOf(KeyVerdict.Accepted.class);
        assertThat(check.check(key, ending, NOW)).isEqualTo(new Rejected(Reason.EXPIRED));
    }

    @Test
    void a_key_of_another_environment_is_refused_even_if_it_is_stored() {
        ApiKey prod = ApiKey.generate("prod", random);

        assertThat(check.check(prod, Optional.of(stored(prod, Optional.empty(), false)), NOW))
                .isEqualTo(new Rejected(Reason.FOREIGN_ENVIRONMENT));
    }

    @Test
    void another_pepper_gives_another_hash() {
        byte[] other = new byte[32];
        other[31] = 1;

        assertThat(new Pepper(other).hash(key).matches(pepper.hash(key))).isFalse();
        assertThat(pepper.hash(key).matches(pepper.hash(key))).isTrue();
    }

    @Test
    void a_short_pepper_is_refused_with_its_length() {
        assertThatThrownBy(() -> new Pepper(new byte[8])).hasMessageContaining("got 8");
    }

    @Test
    void a_caller_survives_the_authorizer_context_and_nothing_else_makes_one() {
        Caller caller = new Caller(new TenantId("search"), "abcdefghijkl");

        assertThat(Caller.of(caller.context())).contains(caller);
        assertThat(Caller.of(null)).isEmpty();
        assertThat(Caller.of(Map.of("tenant", "search"))).isEmpty();
    }
}
