package io.breakwater.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.identity.KeyChange.Refused;
import io.breakwater.identity.KeyChange.Why;
import io.breakwater.identity.KeyChange.Write;
import io.breakwater.model.Alias;
import io.breakwater.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyringTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final TenantId SEARCH = new TenantId("search");

    private static KeyRecord key(String id) {
        return new KeyRecord(
                id, new KeyHash("0a".repeat(32)), SEARCH, KeyScope.WHOLE, KeyTerm.OPEN, "usage-identifier-of-search");
    }

    private static KeyRecord ending(String id, Instant end) {
        return key(id).with(KeyTerm.OPEN.endingBy(end));
    }

    private static Keyring ring(KeyRecord... keys) {
        return new Keyring(SEARCH, 7, List.of(keys));
    }

    private static List<KeyRecord> written(KeyChange change) {
        return change instanceof Write(List<KeyRecord> records) ? records : List.of();
    }

    @Test
    void a_tenant_has_two_live_keys_and_a_third_is_refused_with_what_to_do() {
        assertThat(ring().issue(key("a"), NOW)).isEqualTo(new Write(List.of(key("a"))));
        assertThat(ring(key("a")).issue(key("b"), NOW)).isEqualTo(new Write(List.of(key("b"))));
        assertThat(ring(key("a"), key("b")).issue(key("c"), NOW))
                .isEqualTo(new Refused(
                        Why.TOO_MANY, "tenant search has two live keys, a and b; revoke one of them first"));
    }

    @Test
    void revoked_and_expired_keys_make_room() {
        Keyring ring = ring(key("a").ended(), ending("b", NOW), key("c"));

        assertThat(written(ring.issue(key("d"), NOW))).hasSize(1);
        assertThat(written(ring.issue(key("d"), NOW.minusNanos(1)))).isEmpty();
    }

    @Test
    void a_rotation_lets_the_old_key_live_on_for_the_grace_and_hands_its_scope_to_the_new_one() {
        KeyScope scope = new KeyScope(Set.of(new Alias("claude-haiku")), List.of(Cidr.of("10.0.0.0/8")));
        KeyRecord old = key("a").with(scope);

        List<KeyRecord> written = written(ring(old).rotate("a", key("b"), DAY, NOW));

        assertThat(written).containsExactly(old.with(KeyTerm.OPEN.endingBy(NOW.plus(DAY))), key("b").with(scope));
        assertThat(written.getFirst().live(NOW.plus(DAY).minusNanos(1))).isTrue();
        assertThat(written.getFirst().live(NOW.plus(DAY))).isFalse();
    }

    @Test
    void a_rotation_never_gives_a_key_more_time_than_it_had() {
        Instant soon = NOW.plusSeconds(60);

        assertThat(written(ring(ending("a", soon)).rotate("a", key("b"), DAY, NOW))
                        .getFirst()
                        .notAfter())
                .contains(soon);
    }

    @Test
    void with_two_live_keys_a_rotation_must_end_the_old_one_at_once() {
        Keyring full = ring(key("a"), key("b"));

        assertThat(full.rotate("a", key("c"), DAY, NOW))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.why()).isEqualTo(Why.TOO_MANY));
        assertThat(written(full.rotate("a", key("c"), Duration.ZERO, NOW))).hasSize(2);
    }

    @Test
    void what_is_not_there_or_has_ended_is_not_rotated() {
        assertThat(ring(key("a")).rotate("x", key("b"), DAY, NOW))
                .isEqualTo(new Refused(Why.UNKNOWN_KEY, "tenant search has no key 'x'"));
        assertThat(ring(key("a").ended()).rotate("a", key("b"), DAY, NOW))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.why()).isEqualTo(Why.ENDED));
    }

    @Test
    void a_revocation_is_for_good_and_may_be_repeated() {
        assertThat(ring(key("a")).revoke("a")).isEqualTo(new Write(List.of(key("a").ended())));
        assertThat(ring(key("a").ended()).revoke("a")).isEqualTo(new Write(List.of()));
        assertThat(ring().revoke("a")).isEqualTo(new Refused(Why.UNKNOWN_KEY, "tenant search has no key 'a'"));
    }

    @Test
    void the_usage_identifier_is_that_of_a_key_that_is_not_revoked_where_there_is_one() {
        KeyRecord other = new KeyRecord(
                "b", new KeyHash("0b".repeat(32)), SEARCH, KeyScope.WHOLE, KeyTerm.OPEN, "usage-identifier-of-today");

        assertThat(ring(key("a").ended(), other).usageIdentifier()).contains("usage-identifier-of-today");
        assertThat(ring(key("a").ended()).usageIdentifier()).contains("usage-identifier-of-search");
        assertThat(ring().usageIdentifier()).isEqualTo(Optional.empty());
    }
}
