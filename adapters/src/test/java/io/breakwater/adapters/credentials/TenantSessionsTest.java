package io.breakwater.adapters.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.adapters.credentials.TargetCredentials.Found;
import io.breakwater.model.TenantId;
import io.breakwater.routing.AccountSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The bill tells tenants apart by the sessions that sign their calls, and no request is lost because
/// of that, in virtual time.
class TenantSessionsTest implements InstantSource {
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final String SHARED = "breakwater@test";

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final StatefulSts sts = new StatefulSts(this);
    private AssumedRoles roles = roles(42);

    @Override
    public Instant instant() {
        return now;
    }

    private AssumedRoles roles(long seed) {
        return StsSamples.roles(sts, new AssumedRoles.Names(SHARED, true), this, seed);
    }

    private static TenantId tenant(int number) {
        return new TenantId("tenant-" + number);
    }

    private Found found(TenantId tenant) {
        return roles.of(StsSamples.target("a"), tenant, WAIT);
    }

    private String key(TenantId tenant) {
        return ((Found.Valid) found(tenant)).identity().accessKeyId();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    /// The session that signed a call: sessions are numbered in the order in which they were requested.
    private String signedBy(TenantId tenant) {
        return sts.names().get(Integer.parseInt(key(tenant).substring("ASIA".length())) - 1);
    }

    @Test
    void a_tenants_calls_are_signed_by_a_session_of_its_name_in_every_shard_and_asked_for_once() {
        for (int call = 0; call < 10; call++) {
            assertThat(signedBy(tenant(1))).isEqualTo("tenant-1");
            assertThat(signedBy(tenant(2))).isEqualTo("tenant-2");
            assertThat(signedBy(new TenantId("x"))).isEqualTo("x=");
            roles.of(StsSamples.target("b"), tenant(1), WAIT);
        }

        assertThat(sts.names()).containsExactly(SHARED, "tenant-1", "tenant-2", "x=", SHARED, "tenant-1");
    }

    @Test
    void an_account_has_credentials_as_long_as_any_session_of_it_has() {
        found(tenant(1));
        Instant first = now;
        pass(Duration.ofMinutes(20));
        sts.silent();
        assertThat(roles.session(StsSamples.target("a"))).isEqualTo(new AccountSession.AtHand(first));
        sts.answers();
        found(tenant(2));
        Instant second = now;
        sts.silent();
        pass(Duration.ofMinutes(45));
        assertThat(roles.session(StsSamples.target("a")))
                .as("the shared session has ended, the second tenant's has not")
                .isEqualTo(new AccountSession.AtHand(second));
        pass(Duration.ofMinutes(15));
        found(tenant(2));
        assertThat(roles.session(StsSamples.target("a"))).isInstanceOf(AccountSession.NotBefore.class);
    }

    /// How many requests found no credentials, with one request a second of sixty tenants in turn.
    private int withoutCredentials(Duration during, int firstTenant) {
        int without = 0;
        int second = 0;
        for (Instant end = now.plus(during); now.isBefore(end); pass(Duration.ofSeconds(1))) {
            without += found(tenant(firstTenant + second++ % 60)) instanceof Found.Valid ? 0 : 1;
        }
        return without;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 26, 27, 28, 29, 30, 31, 32, 33, 34, 59, 60, 61, 100})
    void twenty_minutes_without_sts_lose_nothing_also_for_tenants_that_a_warm_copy_has_not_seen(int warmMinutes) {
        for (long seed = 0; seed < 5; seed++) {
            sts.answers();
            roles = roles(seed);
            assertThat(withoutCredentials(Duration.ofMinutes(warmMinutes).plusSeconds(1), 0))
                    .isZero();

            sts.silent();
            assertThat(withoutCredentials(Duration.ofMinutes(10), 0))
                    .as("known, seed %d", seed)
                    .isZero();
            assertThat(withoutCredentials(Duration.ofMinutes(10), 1_000))
                    .as("new, seed %d", seed)
                    .isZero();
        }
    }

    @Test
    void while_sts_is_silent_few_wait_for_a_session_of_their_own_and_afterwards_all_have_one() {
        key(tenant(0));
        sts.silent();
        for (int tenant = 1; tenant <= 1_200; tenant++) {
            assertThat(signedBy(tenant(tenant))).isEqualTo(SHARED);
            pass(Duration.ofSeconds(1));
        }
        assertThat(sts.asked().size()).as("of 1,200 requests").isBetween(60, 260);

        sts.answers();
        pass(Duration.ofSeconds(16));
        assertThat(signedBy(tenant(1_201))).isEqualTo("tenant-1201");
    }

    @Test
    void a_copy_without_any_asks_a_silent_sts_once_and_tells_it() {
        sts.silent();

        assertThat(found(tenant(1))).isInstanceOf(Found.NoneNow.class);
        assertThat(found(tenant(2))).isInstanceOf(Found.NoneNow.class);
        assertThat(sts.names()).containsExactly(SHARED);
    }

    @Test
    void a_process_keeps_the_sessions_of_the_thousand_that_called_last() {
        for (int tenant = 0; tenant < TenantSessions.MOST + 100; tenant++) {
            key(tenant(tenant));
        }
        int asked = sts.asked().size();
        for (int tenant = 100; tenant < TenantSessions.MOST + 100; tenant++) {
            key(tenant(tenant));
        }
        assertThat(sts.asked()).hasSize(asked);

        assertThat(signedBy(tenant(0))).isEqualTo("tenant-0");
        assertThat(sts.asked()).hasSize(asked + 1);
    }

    @Test
    void a_role_that_refuses_a_name_is_used_by_the_shared_one() {
        key(tenant(1));
        sts.fails(403, "AccessDenied");

        assertThat(signedBy(tenant(2))).isEqualTo(SHARED);
    }

    @Test
    void what_bedrock_refuses_is_renewed_for_that_tenant_alone() {
        String one = key(tenant(1));
        String other = key(tenant(2));
        pass(Duration.ofMinutes(5));

        roles.renew(StsSamples.target("a"), tenant(1));

        assertThat(key(tenant(1))).isNotEqualTo(one);
        assertThat(key(tenant(2))).isEqualTo(other);
        assertThat(sts.names()).containsExactly(SHARED, "tenant-1", "tenant-2", "tenant-1");
    }

    @Test
    void a_refused_shared_session_is_renewed_by_whoever_used_it() {
        key(tenant(1));
        pass(Duration.ofMinutes(5));
        sts.silent();
        assertThat(signedBy(tenant(2))).isEqualTo(SHARED);
        sts.answers();

        roles.renew(StsSamples.target("a"), tenant(2));
        pass(Duration.ofSeconds(20));

        assertThat(signedBy(tenant(2))).isEqualTo("tenant-2");
        assertThat(sts.names().subList(3, 5)).containsExactly(SHARED, "tenant-2");
    }
}
