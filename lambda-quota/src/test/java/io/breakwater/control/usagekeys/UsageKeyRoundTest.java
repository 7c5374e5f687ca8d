package io.breakwater.control.usagekeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.adapters.memory.InMemoryKeyStore;
import io.breakwater.control.usagekeys.UsageKeyRound.Report;
import io.breakwater.identity.ApiKey;
import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyScope;
import io.breakwater.identity.KeyTerm;
import io.breakwater.identity.Pepper;
import io.breakwater.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The round runs in virtual time: every pause moves the clock on.
class UsageKeyRoundTest {
    private static final String SHARED = "value-of-the-key-that-tenants-share";
    private static final Duration LONG = Duration.ofHours(3);
    private static final Pepper PEPPER = new Pepper("p".repeat(64).getBytes(StandardCharsets.UTF_8));

    private final InMemoryKeyStore records = new InMemoryKeyStore();
    private final FakeUsageKeys gateway = new FakeUsageKeys(Instant.parse("2026-11-28T12:00:00Z"), "standard", "large");
    private final List<Duration> pauses = new ArrayList<>();
    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

    private final UsageKeyRound round = new UsageKeyRound(gateway, records, () -> gateway.now, pause -> {
        pauses.add(pause);
        gateway.now = gateway.now.plus(pause);
    });

    private static WantedKey wanted(String tenant, String plan) {
        TenantId id = new TenantId(tenant);
        return new WantedKey(id, plan, PEPPER.usageIdentifier(id, plan));
    }

    private static List<WantedKey> standard(String... tenants) {
        return Stream.of(tenants).map(tenant -> wanted(tenant, "standard")).toList();
    }

    private static List<WantedKey> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(tenant -> wanted("tenant-%05d".formatted(tenant), "standard"))
                .toList();
    }

    private Report run(List<WantedKey> wanted) {
        return round.run(wanted, gateway.now.plus(LONG));
    }

    private void later() {
        gateway.now = gateway.now.plus(Duration.ofMinutes(5));
    }

    private KeyRecord issued(String tenant) {
        ApiKey key = ApiKey.generate("dev", random);
        KeyRecord known = new KeyRecord(
                key.keyId(),
                PEPPER.hash(key),
                new TenantId(tenant),
                KeyScope.WHOLE,
                KeyTerm.from(gateway.now, Optional.empty()),
                SHARED);
        records.put(known);
        return known;
    }

    private String countedOn(KeyRecord key) {
        return records.find(key.keyId()).orElseThrow().usageIdentifierKey();
    }

    @Test
    void a_tenant_is_counted_on_its_own_key_once_that_is_in_its_usage_plan_and_some_time_has_passed() {
        KeyRecord key = issued("search");

        assertThat(run(standard("search"))).isEqualTo(new Report(0, 0, 1, 1, 0, false));
        assertThat(gateway.calls).containsExactly("make search", "join search");
        assertThat(countedOn(key))
                .as("API Gateway may not know the new one yet")
                .isEqualTo(SHARED);

        later();
        assertThat(run(standard("search"))).isEqualTo(new Report(1, 0, 0, 0, 0, false));
        assertThat(countedOn(key))
                .isEqualTo(standard("search").getFirst().value())
                .isNotEqualTo(SHARED);
        later();
        assertThat(run(standard("search"))).isEqualTo(Report.NOTHING);
    }

    @Test
    void keys_are_made_and_removed_at_a_rate_below_that_which_api_gateway_permits() {
        Instant began = gateway.now;
        run(many(1_000));
        Duration took = Duration.between(began, gateway.now);

        assertThat(gateway.calls).hasSize(2_000);
        assertThat(2_000 / (double) took.toSeconds()).isLessThan(5);
        assertThat(pauses).containsOnly(UsageKeyRound.BETWEEN);

        began = gateway.now;
        round.removeAll(gateway.now.plus(LONG));
        assertThat(1_000 / (double) Duration.between(began, gateway.now).toSeconds())
                .isLessThan(5);
        assertThat(gateway.keys).isEmpty();
    }

    @Test
    void a_round_ends_in_time_and_the_next_one_goes_on_until_each_tenant_has_one_key() {
        List<WantedKey> tenants = many(1_200);
        Report first = round.run(tenants, gateway.now.plus(Duration.ofMinutes(4)));
        assertThat(first.left()).isPositive();
        assertThat(first.made() + first.left()).isEqualTo(1_200);

        int rounds = 1;
        while (round.run(tenants, gateway.now.plus(Duration.ofMinutes(4))).left() > 0) {
            rounds++;
        }
        assertThat(rounds).isEqualTo(2);
        assertThat(gateway.tenants())
                .containsExactlyElementsOf(
                        tenants.stream().map(WantedKey::tenant).toList());
    }

    @Test
    void a_break_off_after_any_call_is_made_good_and_nothing_is_made_twice() {
        for (int calls = 0; calls < 6; calls++) {
            FakeUsageKeys broken = new FakeUsageKeys(gateway.now, "standard");
            UsageKeyRound begun = new UsageKeyRound(broken, records, () -> broken.now, _ -> {});
            broken.callsLeft = calls;
            List<WantedKey> tenants = standard("a", "b", "c");
            assertThatThrownBy(() -> begun.run(tenants, broken.now.plus(LONG))).hasMessageContaining("on fire");

            broken.callsLeft = Integer.MAX_VALUE;
            begun.run(tenants, broken.now.plus(LONG));
            assertThat(broken.tenants()).extracting(TenantId::value).containsExactly("a", "b", "c");
            assertThat(broken.calls).as("after " + calls + " calls").hasSize(6).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_removed_tenants_key_goes_when_no_live_record_names_it() {
        KeyRecord key = issued("gone");
        run(standard("gone"));
        later();
        run(standard("gone"));

        assertThat(run(List.of())).as("its key still works").isEqualTo(Report.NOTHING);
        records.put(records.find(key.keyId()).orElseThrow().ended());
        assertThat(run(List.of())).isEqualTo(new Report(0, 1, 0, 0, 0, false));
        assertThat(gateway.keys).isEmpty();
    }

    @Test
    void a_tenant_on_another_plan_gets_another_key_and_is_at_no_moment_without_one() {
        KeyRecord key = issued("search");
        run(standard("search"));
        later();
        run(standard("search"));
        String before = countedOn(key);

        List<WantedKey> moved = List.of(wanted("search", "large"));
        run(moved);
        assertThat(countedOn(key)).isEqualTo(before);
        assertThat(gateway.keys).hasSize(2);
        later();
        run(moved);
        assertThat(countedOn(key)).isEqualTo(moved.getFirst().value());
        assertThat(gateway.keys)
                .as("what was named a moment ago stays a round longer")
                .hasSize(2);
        later();
        run(moved);
        assertThat(gateway.keys.values()).extracting(UsageKey::plan).containsExactly("large");
    }

    @Test
    void tenants_stay_on_the_shared_key_while_the_account_may_have_no_more_and_the_round_stops_asking() {
        gateway.most = 2;
        Report report = run(many(10));
        assertThat(report).isEqualTo(new Report(0, 0, 2, 2, 8, true));
        assertThat(gateway.calls).hasSize(5);

        gateway.most = Integer.MAX_VALUE;
        assertThat(run(many(10)).made()).isEqualTo(8);
    }

    @Test
    void a_plan_that_has_no_usage_plan_yet_and_a_value_that_is_taken_keep_nobody_else_from_a_key() {
        run(List.of(wanted("new", "not deployed yet"), wanted("search", "standard")));
        assertThat(gateway.tenants()).extracting(TenantId::value).containsExactly("search");
    }

    @Test
    void a_new_key_of_the_tenant_is_counted_with_the_next_round_and_a_revoked_one_left_as_it_is() {
        issued("search");
        run(standard("search"));
        later();
        run(standard("search"));
        KeyRecord revoked = issued("search");
        records.put(revoked.ended());
        KeyRecord fresh = issued("search");

        run(standard("search"));
        assertThat(countedOn(fresh)).isEqualTo(standard("search").getFirst().value());
        assertThat(countedOn(revoked)).isEqualTo(SHARED);
    }

    @Test
    void a_deploy_counts_tenants_on_keys_that_are_ready_and_on_no_others() {
        run(standard("old"));
        later();
        run(standard("old", "young"));
        assertThat(UsageKeyPlan.ready(standard("old", "young", "none"), gateway.read(), gateway.now))
                .containsOnlyKeys(new TenantId("old"));
    }

    @Test
    void neither_the_mark_nor_the_printed_form_reveals_a_keys_value() {
        WantedKey wanted = standard("search").getFirst();
        assertThat(wanted.value()).hasSize(64).matches("[0-9a-f]+");
        assertThat(wanted.toString()).doesNotContain(wanted.value());
        assertThat(wanted.value()).doesNotContain(wanted.mark());
        assertThat(wanted.mark())
                .isNotEqualTo(wanted("search", "large").mark())
                .isNotEqualTo(standard("sandbox").getFirst().mark());
    }
}
