package io.breakwater.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.identity.KeyVerdict.Reason;
import io.breakwater.identity.KeyVerdict.Rejected;
import io.breakwater.model.Alias;
import io.breakwater.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyCheckTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Optional<String> ANYWHERE = Optional.of("198.51.100.7");
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
        return new KeyRecord(
                of.keyId(), pepper.hash(of), new TenantId("search"), KeyScope.WHOLE, term(notAfter, revoked), USAGE);
    }

    private static KeyTerm term(Optional<Instant> notAfter, boolean revoked) {
        return new KeyTerm(Optional.empty(), notAfter, revoked, Optional.empty());
    }

    private KeyRecord good() {
        return stored(key, Optional.empty(), false);
    }

    @Test
    void a_good_key_gives_the_tenant_the_key_id_and_the_usage_identifier() {
        assertThat(check.check(key, Optional.of(good()), ANYWHERE, NOW))
                .isEqualTo(new KeyVerdict.Accepted(new Caller(new TenantId("search"), key.keyId(), Set.of()), USAGE));
    }

    @Test
    void a_key_with_a_known_id_and_another_secret_is_refused() {
        ApiKey other = ApiKey.generate("dev", random);

        assertThat(check.check(other, Optional.of(good()), ANYWHERE, NOW)).isEqualTo(new Rejected(Reason.WRONG_SECRET));
    }

    @Test
    void an_unknown_key_costs_as_many_hashes_as_a_known_one() {
        check.check(key, Optional.of(good()), ANYWHERE, NOW);
        int known = hashes.getAndSet(0);

        assertThat(check.check(key, Optional.empty(), ANYWHERE, NOW)).isEqualTo(new Rejected(Reason.UNKNOWN));
        assertThat(hashes.get()).isEqualTo(known).isEqualTo(1);
    }

    @Test
    void a_revoked_key_is_refused() {
        assertThat(check.check(key, Optional.of(stored(key, Optional.empty(), true)), ANYWHERE, NOW))
                .isEqualTo(new Rejected(Reason.REVOKED));
    }

    @Test
    void a_key_ends_at_its_instant_and_not_before() {
        Optional<KeyRecord> ending = Optional.of(stored(key, Optional.of(NOW), false));

        assertThat(check.check(key, ending, ANYWHERE, NOW.minusNanos(1))).isInstanceOf(KeyVerdict.Accepted.class);
        assertThat(check.check(key, ending, ANYWHERE, NOW)).isEqualTo(new Rejected(Reason.EXPIRED));
    }

    @Test
    void a_key_of_another_environment_is_refused_even_if_it_is_stored() {
        ApiKey prod = ApiKey.generate("prod", random);

        assertThat(check.check(prod, Optional.of(stored(prod, Optional.empty(), false)), ANYWHERE, NOW))
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

    private KeyVerdict from(String source, String... ranges) {
        KeyScope bound = new KeyScope(Set.of(), Stream.of(ranges).map(Cidr::of).toList());
        return check.check(key, Optional.of(good().with(bound)), Optional.ofNullable(source), NOW);
    }

    @Test
    void a_key_that_is_bound_to_sources_works_from_there_only() {
        assertThat(from("203.0.113.9", "203.0.113.0/28", "2001:db8::/32")).isInstanceOf(KeyVerdict.Accepted.class);
        assertThat(from("2001:db8::1", "203.0.113.0/28", "2001:db8::/32")).isInstanceOf(KeyVerdict.Accepted.class);

        for (String elsewhere : new String[] {"203.0.113.16", "2001:db9::1", "", "nonsense", "203.0.113.9, 10.0.0.1"}) {
            assertThat(from(elsewhere, "203.0.113.0/28", "2001:db8::/32"))
                    .isEqualTo(new Rejected(Reason.FOREIGN_SOURCE));
        }
        assertThat(from(null, "0.0.0.0/0")).isEqualTo(new Rejected(Reason.FOREIGN_SOURCE));
    }

    @Test
    void the_models_of_a_key_go_with_its_caller() {
        KeyScope one = new KeyScope(Set.of(new Alias("claude-haiku")), List.of());

        assertThat(check.check(key, Optional.of(good().with(one)), ANYWHERE, NOW))
                .isEqualTo(new KeyVerdict.Accepted(
                        new Caller(new TenantId("search"), key.keyId(), Set.of(new Alias("claude-haiku"))), USAGE));
    }

    @Test
    void a_caller_survives_the_authorizer_context_and_nothing_else_makes_one() {
        TenantId search = new TenantId("search");
        Caller whole = new Caller(search, "abcdefghijkl", Set.of());
        Caller scoped = new Caller(search, "abcdefghijkl", Set.of(new Alias("a"), new Alias("b.1")));

        assertThat(Caller.of(whole.context())).contains(whole);
        assertThat(Caller.of(scoped.context())).contains(scoped);
        assertThat(scoped.context()).containsEntry("models", "a,b.1").hasSize(3);
        Caller storing = new Caller(search, "abcdefghijkl", Set.of(), "5ec2e7");
        assertThat(Caller.of(storing.context())).contains(storing);
        assertThat(storing.toString()).doesNotContain("5ec2e7");
        assertThat(Caller.of(null)).isEmpty();
        assertThat(Caller.of(Map.of("tenant", "search"))).isEmpty();
    }

    @Test
    void a_context_of_another_form_is_nobody_and_no_defect() {
        for (Object odd : new Object[] {"", "Search!", "../x", 7, true, "t".repeat(33)}) {
            assertThat(Caller.of(Map.of("tenant", odd, "keyId", "abcdefghijkl")))
                    .isEmpty();
        }
        for (Object odd : new Object[] {"A B", ",", "a,,b", 7}) {
            assertThat(Caller.of(Map.of("tenant", "search", "keyId", "abcdefghijkl", "models", odd)))
                    .isEmpty();
        }
    }

    /// DynamoDB refuses a set that contains the same element twice.
    @Test
    void a_scope_names_each_range_once() {
        List<Cidr> twice = List.of(Cidr.of("2001:db8::/32"), Cidr.of("10.0.0.0/8"), Cidr.of("2001:DB8::/32"));

        assertThat(new KeyScope(Set.of(), twice).sources()).isEqualTo(twice.subList(0, 2));
    }
}
