package io.breakwater.adapters.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.adapters.credentials.TargetCredentials.Found;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.routing.AccountSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an outage of STS costs, in virtual time: callers with credentials lose nothing for 20 minutes,
/// and callers without are refused at once and not after a wait each.
class StsOutageTest implements InstantSource {
    private static final TenantId TENANT = new TenantId("search");
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Target A = StsSamples.target("a");
    private static final Target B = StsSamples.target("b");

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final StatefulSts sts = new StatefulSts(this);
    private AssumedRoles roles = roles(42);

    @Override
    public Instant instant() {
        return now;
    }

    private AssumedRoles roles(long seed) {
        return StsSamples.roles(sts, new AssumedRoles.Names("breakwater-test", false), this, seed);
    }

    private Found found(Target target) {
        return roles.of(target, TENANT, WAIT);
    }

    private String key(Target target) {
        return ((Found.Valid) found(target)).identity().accessKeyId();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    /// How many seconds had no credentials, with one request a second.
    private int withoutCredentials(Duration during) {
        int without = 0;
        for (Instant end = now.plus(during); now.isBefore(end); pass(Duration.ofSeconds(1))) {
            without += found(A) instanceof Found.Valid ? 0 : 1;
        }
        return without;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 26, 27, 28, 29, 30, 31, 32, 33, 34, 40, 59, 60, 61, 100})
    void twenty_minutes_without_sts_lose_nothing_whenever_they_begin(int warmMinutes) {
        for (long seed = 0; seed < 20; seed++) {
            sts.answers();
            roles = roles(seed);
            assertThat(withoutCredentials(Duration.ofMinutes(warmMinutes).plusSeconds(1)))
                    .isZero();

            sts.silent();
            assertThat(withoutCredentials(Duration.ofMinutes(20)))
                    .as("seed %d", seed)
                    .isZero();
        }
    }

    @Test
    void a_session_is_renewed_around_half_of_its_life_and_not_by_all_copies_at_once() {
        List<Long> minutes = new SplittableRandom(7)
                .longs(20)
                .mapToObj(seed -> {
                    roles = roles(seed);
                    String first = key(A);
                    Instant begun = now;
                    while (key(A).equals(first)) {
                        pass(Duration.ofSeconds(10));
                    }
                    return Duration.between(begun, now).toMinutes();
                })
                .toList();

        assertThat(minutes).allMatch(minute -> minute >= 27 && minute <= 33);
        assertThat(minutes.stream().distinct().count()).isGreaterThan(3);
    }

    @Test
    void a_silent_sts_is_asked_again_after_a_pause_and_nobody_waits_in_between() {
        sts.silent();
        int without = withoutCredentials(Duration.ofMinutes(20));

        assertThat(without).isEqualTo(1_200);
        assertThat(sts.asked().size()).as("of 1,200 requests").isBetween(60, 160);
    }

    @Test
    void a_pause_after_a_failure_is_one_second_at_most_and_grows_to_sixteen() {
        sts.silent();
        found(A);
        sts.answers();
        pass(Duration.ofMillis(400));
        assertThat(found(A)).as("asked a moment ago").isInstanceOf(Found.NoneNow.class);
        pass(Duration.ofMillis(601));
        assertThat(found(A)).isInstanceOf(Found.Valid.class);
    }

    @Test
    void whoever_is_told_that_there_are_none_is_told_when_they_are_asked_for_again() {
        sts.silent();
        for (int failure = 0; failure < 8; failure++) {
            Duration first = askAgainIn();
            pass(first.minusMillis(1));
            assertThat(askAgainIn()).as("failure %d", failure).isEqualTo(Duration.ofMillis(1));
            assertThat(sts.asked()).as("nobody has asked meanwhile").hasSize(failure + 1);
            pass(Duration.ofMillis(1));
        }
        assertThat(askAgainIn()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(16));
    }

    private Duration askAgainIn() {
        return ((Found.NoneNow) found(A)).askAgainIn();
    }

    /// Otherwise all but one of the requests of that moment would be refused, although STS has
    /// recovered.
    @Test
    void whoever_comes_while_an_sts_that_has_failed_is_asked_again_waits_for_as_long_as_a_healthy_one_takes() {
        ShardSession first = ShardSession.NONE.begun();
        assertThat(first.move(now)).isEqualTo(new ShardSession.Move.Join(Duration.ofSeconds(2)));
        Found silent = new Found.NoneNow("silent", Duration.ZERO);
        ShardSession failed = first.failed(first.failedOnceMore(silent, now, new SplittableRandom(42)));
        assertThat(failed.move(now)).isInstanceOf(ShardSession.Move.Told.class);
        pass(Duration.ofSeconds(1));
        assertThat(failed.move(now)).isEqualTo(new ShardSession.Move.Ask());
        assertThat(failed.begun().move(now)).isEqualTo(new ShardSession.Move.Join(Duration.ofMillis(400)));
    }

    @Test
    void whether_credentials_are_at_hand_is_told_without_asking_for_any() {
        assertThat(roles.session(A)).isEqualTo(new AccountSession.None());
        assertThat(sts.asked()).isEmpty();
        found(A);
        assertThat(roles.session(A)).isEqualTo(new AccountSession.AtHand(now));
        sts.silent();
        Instant issued = now;
        pass(Duration.ofMinutes(58));
        assertThat(roles.session(A)).isEqualTo(new AccountSession.AtHand(issued));
        pass(Duration.ofMinutes(1));
        Duration pause = askAgainIn();
        assertThat(roles.session(A)).isEqualTo(new AccountSession.NotBefore(now.plus(pause)));
        pass(pause);
        assertThat(roles.session(A)).isEqualTo(new AccountSession.None());
    }

    @Test
    void a_role_that_sts_refuses_is_no_account_without_credentials_since_its_targets_are_quarantined() {
        sts.fails(403, "AccessDenied");
        assertThat(found(A)).isInstanceOf(Found.Refused.class);
        assertThat(roles.session(A)).isEqualTo(new AccountSession.None());
    }

    @Test
    void a_pause_counts_for_its_shard_alone() {
        sts.silent();
        found(A);
        sts.answers();

        assertThat(found(B)).isInstanceOf(Found.Valid.class);
    }

    @ParameterizedTest
    @CsvSource({
        "500, InternalFailure",
        "503, ServiceUnavailable",
        "400, Throttling",
        "429, ThrottlingException",
        "403, ExpiredToken",
        "403, InvalidClientTokenId"
    })
    void an_sts_that_fails_throttles_or_dislikes_our_own_credentials_says_nothing_about_the_account(
            int status, String code) {
        sts.fails(status, code);

        assertThat(found(A))
                .isInstanceOfSatisfying(
                        Found.NoneNow.class,
                        none -> assertThat(none.why()).isEqualTo("sts:AssumeRole a: HTTP %s %s", status, code));
    }

    @ParameterizedTest
    @CsvSource({"403, AccessDenied", "403, RegionDisabledException", "400, ValidationError"})
    void a_role_that_sts_refuses_is_another_thing(int status, String code) {
        sts.fails(status, code);

        assertThat(found(A)).isEqualTo(new Found.Refused("sts:AssumeRole a: " + code));
    }

    @Test
    void a_role_that_is_refused_when_it_is_renewed_serves_until_its_end() {
        String first = key(A);
        sts.fails(403, "AccessDenied");

        pass(Duration.ofMinutes(58));
        assertThat(key(A)).isEqualTo(first);
        pass(Duration.ofMinutes(1));
        assertThat(found(A)).isInstanceOf(Found.Refused.class);
    }

    @Test
    void many_that_were_refused_with_the_same_credentials_renew_them_once() {
        key(A);
        pass(Duration.ofMinutes(5));

        for (int request = 0; request < 10; request++) {
            roles.renew(A, TENANT);
            assertThat(key(A)).isEqualTo("ASIA2");
        }
    }

    @Test
    void refused_credentials_are_not_used_again_though_sts_is_silent() {
        key(A);
        pass(Duration.ofMinutes(5));
        sts.silent();
        roles.renew(A, TENANT);

        assertThat(found(A)).isInstanceOf(Found.NoneNow.class);
        roles.renew(A, TENANT);
        found(A);
        assertThat(sts.asked()).hasSize(2);
    }
}
