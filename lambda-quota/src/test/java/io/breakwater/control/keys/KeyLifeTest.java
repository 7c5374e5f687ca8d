package io.breakwater.control.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.adapters.memory.InMemoryKeyStore;
import io.breakwater.control.tenants.InMemorySecrets;
import io.breakwater.control.tenants.TenantSecrets;
import io.breakwater.identity.ApiKey;
import io.breakwater.identity.Cidr;
import io.breakwater.identity.KeyChange.Why;
import io.breakwater.identity.KeyCheck;
import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyScope;
import io.breakwater.identity.KeyTerm;
import io.breakwater.identity.KeyVerdict;
import io.breakwater.identity.Pepper;
import io.breakwater.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyLifeTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final TenantId SEARCH = new TenantId("search");
    private static final KeyLife.Wish ANY = new KeyLife.Wish(KeyScope.WHOLE, Optional.empty());

    private final Pepper pepper = new Pepper(new byte[32]);
    private final InMemoryKeyStore register = new InMemoryKeyStore();
    private final TenantSecrets secrets = new InMemorySecrets(this::reachSecrets);
    private boolean secretsBroken;
    private Optional<String> firstUsage = Optional.empty();
    private final KeyLife life = new KeyLife(new KeyLife.Parts(
            register, pepper, () -> ApiKey.generate("dev", RandomGenerator.getDefault()), secrets, _ -> firstUsage));
    private final ApiKey first = provision(SEARCH);

    private void reachSecrets() {
        if (secretsBroken) {
            throw new IllegalStateException("the vault is shut");
        }
    }

    private ApiKey provision(TenantId tenant) {
        ApiKey key = ApiKey.generate("dev", RandomGenerator.getDefault());
        register.put(new KeyRecord(
                key.keyId(), pepper.hash(key), tenant, KeyScope.WHOLE, KeyTerm.OPEN, "usage-identifier-of-" + tenant));
        secrets.keep(tenant, key);
        return key;
    }

    private boolean letsIn(ApiKey key, Instant at) {
        return new KeyCheck("dev", pepper).check(key, register.find(key.keyId()), Optional.of("203.0.113.7"), at)
                instanceof KeyVerdict.Accepted;
    }

    private static KeyOutcome.Issued issued(KeyOutcome outcome) {
        assertThat(outcome).isInstanceOf(KeyOutcome.Issued.class);
        return (KeyOutcome.Issued) outcome;
    }

    private static Why refused(KeyOutcome outcome) {
        assertThat(outcome).isInstanceOf(KeyOutcome.Refused.class);
        return ((KeyOutcome.Refused) outcome).why();
    }

    @Test
    void an_issued_key_lets_in_on_the_tenants_plan_and_is_stored_as_a_hash_only() {
        KeyOutcome.Issued issued = issued(life.issue(SEARCH, ANY, NOW));

        assertThat(letsIn(issued.key(), NOW)).isTrue();
        assertThat(issued.known().usageIdentifierKey()).isEqualTo("usage-identifier-of-search");
        assertThat(issued.known().term().issued()).contains(NOW);
        assertThat(secrets.read(SEARCH)).contains(first.text());
        assertThat(life.list(SEARCH))
                .hasSize(2)
                .allSatisfy(known ->
                        assertThat(known.toString()).doesNotContain(issued.key().text()));
    }

    @Test
    void where_operators_give_out_first_keys_a_tenant_without_any_is_counted_on_the_shared_api_key() {
        TenantId fresh = new TenantId("fresh");
        assertThat(refused(life.issue(fresh, ANY, NOW))).isEqualTo(Why.NOT_PROVISIONED);

        firstUsage = Optional.of("the-api-key-that-tenants-share");
        KeyOutcome.Issued issued = issued(life.issue(fresh, ANY, NOW));

        assertThat(letsIn(issued.key(), NOW)).isTrue();
        assertThat(issued.known().usageIdentifierKey()).isEqualTo("the-api-key-that-tenants-share");
        assertThat(secrets.read(fresh)).isEmpty();
    }

    @Test
    void an_issued_key_has_the_scope_and_the_end_that_were_asked_for() {
        KeyScope abroad = new KeyScope(Set.of(), List.of(Cidr.of("198.51.100.0/24")));

        KeyOutcome.Issued bound = issued(life.issue(SEARCH, new KeyLife.Wish(abroad, Optional.of(NOW.plus(DAY))), NOW));

        assertThat(letsIn(bound.key(), NOW)).isFalse();
        assertThat(bound.known().scope()).isEqualTo(abroad);
        assertThat(bound.known().notAfter()).contains(NOW.plus(DAY));
    }

    @Test
    void a_rotation_lets_both_in_for_the_grace_and_puts_the_new_key_where_the_old_one_was() {
        KeyOutcome.Issued next = issued(life.rotate(SEARCH, first.keyId(), DAY, NOW));

        assertThat(letsIn(first, NOW.plus(DAY).minusNanos(1))).isTrue();
        assertThat(letsIn(first, NOW.plus(DAY))).isFalse();
        assertThat(letsIn(next.key(), NOW.plus(DAY))).isTrue();
        assertThat(secrets.read(SEARCH)).contains(next.key().text());
        assertThat(next.warning()).isEmpty();
    }

    @Test
    void rotating_a_key_that_is_not_in_the_secret_leaves_the_secret_alone() {
        ApiKey second = issued(life.issue(SEARCH, ANY, NOW)).key();

        issued(life.rotate(SEARCH, second.keyId(), Duration.ZERO, NOW));

        assertThat(secrets.read(SEARCH)).contains(first.text());
        assertThat(letsIn(second, NOW)).isFalse();
    }

    @Test
    void a_new_key_is_not_lost_when_the_secret_cannot_be_written() {
        secretsBroken = true;

        KeyOutcome.Issued next = issued(life.rotate(SEARCH, first.keyId(), DAY, NOW));

        assertThat(letsIn(next.key(), NOW)).isTrue();
        assertThat(next.warning())
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("the vault is shut")
                        .doesNotContain(next.key().text()));
    }

    /// The one command that the warning names: it rotates, without a grace period, the key that a
    /// failed rotation has made.
    @Test
    void rotating_again_puts_a_key_into_a_secret_that_could_not_be_written_whatever_else_the_tenant_has() {
        for (Duration later : List.of(Duration.ZERO, DAY.minusSeconds(1), DAY, DAY.multipliedBy(9))) {
            TenantId tenant = new TenantId("tenant-" + later.toHours());
            ApiKey old = provision(tenant);
            secretsBroken = true;
            KeyOutcome.Issued lost = issued(life.rotate(tenant, old.keyId(), DAY, NOW));
            secretsBroken = false;
            assertThat(lost.warning())
                    .hasValueSatisfying(
                            text -> assertThat(text).contains(lost.key().keyId(), "0s"));

            KeyOutcome.Issued next = issued(life.rotate(tenant, lost.key().keyId(), Duration.ZERO, NOW.plus(later)));

            assertThat(next.warning()).isEmpty();
            assertThat(secrets.read(tenant)).contains(next.key().text());
            assertThat(letsIn(next.key(), NOW.plus(later))).isTrue();
            assertThat(letsIn(old, NOW.plus(later))).isEqualTo(later.compareTo(DAY) < 0);
        }
    }

    @Test
    void a_secret_that_fails_for_days_is_written_by_the_first_rotation_that_reaches_it() {
        secretsBroken = true;
        ApiKey last = first;
        for (int day = 0; day < 3; day++) {
            last = issued(life.rotate(SEARCH, last.keyId(), Duration.ZERO, NOW.plus(DAY.multipliedBy(day))))
                    .key();
        }
        secretsBroken = false;
        ApiKey next = issued(life.rotate(SEARCH, last.keyId(), DAY, NOW.plus(DAY.multipliedBy(3))))
                .key();

        assertThat(secrets.read(SEARCH)).contains(next.text());
    }

    @Test
    void a_key_of_fewer_models_does_not_take_the_place_of_one_that_ends_in_the_secret() {
        KeyScope fewer = new KeyScope(Set.of(), List.of(Cidr.of("203.0.113.0/24")));
        secretsBroken = true;
        ApiKey job = issued(life.issue(SEARCH, new KeyLife.Wish(fewer, Optional.empty()), NOW))
                .key();
        issued(life.rotate(SEARCH, first.keyId(), Duration.ZERO, NOW));
        secretsBroken = false;

        issued(life.rotate(SEARCH, job.keyId(), Duration.ZERO, NOW));

        assertThat(secrets.read(SEARCH)).contains(first.text());
    }

    @Test
    void a_revoked_key_is_out_with_the_next_call_and_the_other_stays() {
        ApiKey second = issued(life.issue(SEARCH, ANY, NOW)).key();

        assertThat(life.revoke(SEARCH, first.keyId())).isInstanceOf(KeyOutcome.Revoked.class);
        assertThat(life.revoke(SEARCH, first.keyId())).isInstanceOf(KeyOutcome.Revoked.class);

        assertThat(letsIn(first, NOW)).isFalse();
        assertThat(letsIn(second, NOW)).isTrue();
    }

    @Test
    void a_key_of_another_tenant_is_none_of_this_one() {
        ApiKey foreign = provision(new TenantId("chat"));

        assertThat(refused(life.revoke(SEARCH, foreign.keyId()))).isEqualTo(Why.UNKNOWN_KEY);
        assertThat(refused(life.rotate(SEARCH, foreign.keyId(), DAY, NOW))).isEqualTo(Why.UNKNOWN_KEY);
        assertThat(letsIn(foreign, NOW)).isTrue();
    }

    @Test
    void a_tenant_without_any_key_waits_for_the_deployment() {
        assertThat(refused(life.issue(new TenantId("new"), ANY, NOW))).isEqualTo(Why.NOT_PROVISIONED);
    }

    @Test
    void of_many_keys_asked_for_at_once_one_is_issued_and_never_a_third() throws Exception {
        List<Callable<KeyOutcome>> wishes = IntStream.range(0, 20)
                .<Callable<KeyOutcome>>mapToObj(_ -> () -> life.issue(SEARCH, ANY, NOW))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(wishes);
        }

        assertThat(life.list(SEARCH)).filteredOn(known -> known.live(NOW)).hasSize(2);
    }
}
