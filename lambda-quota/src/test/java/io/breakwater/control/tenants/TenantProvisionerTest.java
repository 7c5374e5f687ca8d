package io.breakwater.control.tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.identity.ApiKey;
import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyScope;
import io.breakwater.identity.KeyTerm;
import io.breakwater.identity.KeyText;
import io.breakwater.identity.Pepper;
import io.breakwater.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantProvisionerTest {
    private final World world = new World();

    private KeyRecord put(String tenant, ApiKey key, boolean revoked) {
        return put(tenant, key, new KeyTerm(Optional.empty(), Optional.of(Instant.MAX), revoked, Optional.empty()));
    }

    private KeyRecord put(String tenant, ApiKey key, KeyTerm term) {
        KeyRecord added = new KeyRecord(
                key.keyId(),
                world.pepper.hash(key),
                new TenantId(tenant),
                KeyScope.WHOLE,
                term,
                "usage-identifier-of-the-tenant-" + tenant);
        world.records.put(added);
        return added;
    }

    private static ApiKey someKey() {
        return ApiKey.generate("dev", RandomGenerator.getDefault());
    }

    @Test
    void each_tenant_gets_a_key_of_its_own_that_lets_it_in_and_counts_on_its_plan() {
        List<String> steps = world.provision("search", "sandbox");

        assertThat(world.secrets).hasSize(2);
        assertThat(world.secrets.values()).doesNotHaveDuplicates().allMatch(world::letsIn);
        assertThat(world.recordOf(world.secret("search"))).hasValueSatisfying(known -> {
            assertThat(known.tenant()).isEqualTo(new TenantId("search"));
            assertThat(known.usageIdentifierKey()).isEqualTo("usage-identifier-of-the-tenant-search");
            assertThat(known.notAfter()).isEmpty();
        });
        assertThat(steps)
                .hasSize(4)
                .allSatisfy(step ->
                        assertThat(step).doesNotContain(world.secrets.values()).doesNotContain("usage-identifier"));
    }

    @Test
    void a_second_run_changes_nothing() {
        world.provision("search", "sandbox");
        int writes = world.writes;

        assertThat(world.provision("sandbox", "search")).isEmpty();
        assertThat(world.writes).isEqualTo(writes);
    }

    @Test
    void where_operators_give_out_keys_a_deploy_makes_none_and_reads_no_secret_of_a_tenant_that_stays() {
        world.provision("search", "sandbox");
        int secretsRead = world.secretsRead;
        String key = world.secret("search");
        KeyRecord issued = put("search", someKey(), KeyTerm.from(World.NOW, Optional.empty()));

        List<String> steps = world.provisionForOperators("search", "sandbox", "fresh");

        assertThat(steps).isEmpty();
        assertThat(world.secretsRead).isEqualTo(secretsRead);
        assertThat(world.letsIn(key)).isTrue();
        assertThat(world.records.find(issued.keyId())).contains(issued);
        assertThat(world.secrets).doesNotContainKey(new TenantId("fresh"));
    }

    @Test
    void where_operators_give_out_keys_a_tenant_that_left_is_kept_out_all_the_same() {
        world.provision("search", "sandbox");
        String key = world.secret("sandbox");

        world.provisionForOperators("search");

        assertThat(world.letsIn(key)).isFalse();
        assertThat(world.secrets).containsOnlyKeys(new TenantId("search"));
    }

    @Test
    void keys_follow_their_tenants_to_another_api_gateway_key_whoever_gave_them_out() {
        world.provision("search");
        String key = world.secret("search");

        world.provisioner()
                .provision(
                        new Desired(
                                Map.of(new TenantId("search"), "the-api-key-that-tenants-share"),
                                world.pepper,
                                Set.of()),
                        World.NOW);

        assertThat(world.letsIn(key)).isTrue();
        assertThat(world.recordOf(key))
                .hasValueSatisfying(
                        known -> assertThat(known.usageIdentifierKey()).isEqualTo("the-api-key-that-tenants-share"));
    }

    @Test
    void a_tenant_that_is_added_leaves_the_others_as_they_are() {
        world.provision("search");
        String key = world.secret("search");

        assertThat(world.provision("search", "sandbox")).hasSize(2).allMatch(step -> step.endsWith("tenant sandbox"));

        assertThat(world.secret("search")).isEqualTo(key);
        assertThat(world.letsIn(world.secret("sandbox"))).isTrue();
    }

    @Test
    void a_tenant_that_left_is_kept_out_and_its_secret_is_gone() {
        world.provision("search", "sandbox");
        String key = world.secret("sandbox");

        world.provision("search");

        assertThat(world.letsIn(key)).isFalse();
        assertThat(world.recordOf(key))
                .hasValueSatisfying(known -> assertThat(known.revoked()).isTrue());
        assertThat(world.secrets).containsOnlyKeys(new TenantId("search"));
        assertThat(world.provision("search")).isEmpty();
    }

    @Test
    void a_tenant_that_comes_back_gets_another_key() {
        world.provision("search");
        String before = world.secret("search");
        world.provision();
        world.provision("search");

        assertThat(world.secret("search")).isNotEqualTo(before);
        assertThat(world.letsIn(world.secret("search"))).isTrue();
        assertThat(world.letsIn(before)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void a_run_that_broke_off_anywhere_is_finished_by_the_next_and_took_nothing_from_who_stays(int written) {
        world.provision("search", "old");
        String search = world.secret("search");
        String old = world.secret("old");
        world.writesLeft = written;

        assertThatThrownBy(() -> world.provision("search", "sandbox", "tools"))
                .isInstanceOf(ProvisioningException.class)
                .hasMessageContaining("the region is on fire")
                .hasMessageContaining("deploy again")
                .hasMessageNotContaining(search);
        assertThat(world.letsIn(search)).isTrue();
        world.writesLeft = Integer.MAX_VALUE;
        world.provision("search", "sandbox", "tools");

        assertThat(world.secrets.keySet()).extracting(TenantId::value).containsExactly("sandbox", "search", "tools");
        assertThat(world.secrets.values()).allMatch(world::letsIn).contains(search);
        assertThat(world.letsIn(old)).isFalse();
        assertThat(world.all()).filteredOn(known -> !known.revoked()).hasSize(3);
        assertThat(world.provision("search", "sandbox", "tools")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void what_is_removed_is_gone_even_after_a_removal_that_broke_off(int written) {
        world.provision("search", "sandbox", "old");
        world.provision("search", "sandbox");
        Set<TenantId> configured = Set.of(new TenantId("search"), new TenantId("sandbox"));
        world.writesLeft = written;
        assertThatThrownBy(() -> world.provisioner().remove(configured)).isInstanceOf(ProvisioningException.class);
        world.writesLeft = Integer.MAX_VALUE;

        world.provisioner().remove(configured);

        assertThat(world.secrets).isEmpty();
        assertThat(world.all()).isEmpty();
    }

    @Test
    void a_secret_without_its_record_gets_one_and_the_tenant_keeps_its_key() {
        world.provision("search");
        String key = world.secret("search");
        world.all().forEach(known -> world.delete(known.keyId()));

        world.provision("search");

        assertThat(world.secret("search")).isEqualTo(key);
        assertThat(world.letsIn(key)).isTrue();
    }

    @Test
    void a_revoked_key_is_replaced_and_stays_revoked() {
        world.provision("search");
        String leaked = world.secret("search");
        world.all().forEach(known -> put("search", ((KeyText.WellFormed) ApiKey.parse(leaked)).key(), true));

        world.provision("search");

        assertThat(world.letsIn(leaked)).isFalse();
        assertThat(world.letsIn(world.secret("search"))).isTrue();
        assertThat(world.provision("search")).isEmpty();
    }

    /// The state after a rotation whose secret could not be written, once its grace period is over.
    @Test
    void a_key_in_the_secret_that_has_expired_is_replaced() {
        world.provision("search");
        String expired = world.secret("search");
        ApiKey key = ((KeyText.WellFormed) ApiKey.parse(expired)).key();
        put("search", key, new KeyTerm(Optional.empty(), Optional.of(World.NOW), false, Optional.empty()));

        assertThat(world.provision("search")).hasSize(2);

        assertThat(world.secret("search")).isNotEqualTo(expired);
        assertThat(world.letsIn(world.secret("search"))).isTrue();
        assertThat(world.provision("search")).isEmpty();
    }

    @Test
    void a_second_live_key_of_a_tenant_is_left_alone_but_follows_its_plan() {
        world.provision("search");
        KeyRecord second = put("search", someKey(), false);

        world.provisioner().provision(World.desired(world.pepper, "-anew", "search"), World.NOW);

        assertThat(world.find(second.keyId())).hasValueSatisfying(known -> {
            assertThat(known.usageIdentifierKey()).isEqualTo("usage-identifier-of-the-tenant-search-anew");
            assertThat(known.hash()).isEqualTo(second.hash());
            assertThat(known.notAfter()).isEqualTo(second.notAfter());
        });
        assertThat(world.recordOf(world.secret("search")))
                .hasValueSatisfying(
                        known -> assertThat(known.usageIdentifierKey()).endsWith("-anew"));
    }

    @Test
    void a_new_pepper_makes_new_hashes_of_the_same_keys() {
        world.provision("search");
        String key = world.secret("search");
        Pepper anew = new Pepper(new byte[32]);

        world.provisioner().provision(World.desired(anew, "", "search"), World.NOW);

        assertThat(world.secret("search")).isEqualTo(key);
        assertThat(world.letsIn(key)).isFalse();
        assertThat(world.provisioner().provision(World.desired(anew, "", "search"), World.NOW))
                .isEmpty();
    }

    @Test
    void keys_that_outlived_their_table_and_pepper_let_their_tenants_in_again() {
        world.provision("search");
        String kept = world.secret("search");
        world.all().forEach(known -> world.delete(known.keyId()));
        Pepper anew = new Pepper(new byte[32]);

        world.provisioner().provision(World.desired(anew, "-anew", "search"), World.NOW);

        assertThat(world.secret("search")).isEqualTo(kept);
        assertThat(world.recordOf(kept)).hasValueSatisfying(known -> {
            assertThat(known.hash()).isEqualTo(anew.hash(((KeyText.WellFormed) ApiKey.parse(kept)).key()));
            assertThat(known.usageIdentifierKey()).endsWith("-anew");
        });
    }

    @Test
    void a_secret_that_holds_something_else_is_refused_before_anything_changes() {
        world.secrets.put(new TenantId("search"), "hunter2");

        assertThatThrownBy(() -> world.provision("search", "sandbox"))
                .isInstanceOf(ProvisioningException.class)
                .hasMessageContaining("the secret of tenant search holds no API key")
                .hasMessageNotContaining("hunter2");
        assertThat(world.writes).isZero();
    }

    @Test
    void a_key_that_is_revoked_while_a_deploy_gives_all_keys_a_new_plan_stays_revoked() {
        world.provision("search");
        KeyRecord leaked = put("search", someKey(), false);
        world.meanwhile = () -> world.records.put(leaked.ended());

        world.provisioner().provision(World.desired(world.pepper, "-anew", "search"), World.NOW);

        assertThat(world.find(leaked.keyId())).hasValueSatisfying(known -> {
            assertThat(known.revoked()).isTrue();
            assertThat(known.usageIdentifierKey()).endsWith("-anew");
        });
    }

    @Test
    void a_key_that_is_rotated_while_its_tenant_is_retired_ends_with_it_and_keeps_its_end() {
        world.provision("search", "old");
        KeyRecord known = world.recordOf(world.secret("old")).orElseThrow();
        KeyTerm ending = new KeyTerm(Optional.empty(), Optional.of(World.NOW), false, Optional.empty());
        world.meanwhile = () -> world.records.put(known.with(ending));

        world.provision("search");

        assertThat(world.find(known.keyId())).hasValueSatisfying(left -> {
            assertThat(left.revoked()).isTrue();
            assertThat(left.notAfter()).contains(World.NOW);
        });
    }

    @Test
    void a_key_that_an_operator_has_handed_out_outlives_the_tenants_secret_and_follows_its_plan() {
        world.provision("search");
        String lost = world.secret("search");
        ApiKey issued = someKey();
        put("search", issued, KeyTerm.from(World.NOW, Optional.empty()));
        world.secrets.clear();

        world.provisioner().provision(World.desired(world.pepper, "-anew", "search"), World.NOW);

        assertThat(world.letsIn(issued.text())).isTrue();
        assertThat(world.find(issued.keyId()))
                .hasValueSatisfying(
                        known -> assertThat(known.usageIdentifierKey()).endsWith("-anew"));
        assertThat(world.letsIn(lost)).isFalse();
        assertThat(world.letsIn(world.secret("search"))).isTrue();
    }

    @Test
    void a_secret_that_cannot_be_read_is_named_with_what_to_do() {
        TenantProvisioner provisioner = new TenantProvisioner(
                world, new Unreadable(), () -> ApiKey.generate("dev", RandomGenerator.getDefault()));

        assertThatThrownBy(() -> provisioner.provision(World.desired(world.pepper, "", "search"), World.NOW))
                .isInstanceOf(ProvisioningException.class)
                .hasMessageContaining("the secret of tenant search: marked for deletion")
                .hasMessageContaining("restore it");
        assertThat(world.writes).isZero();
    }

    private static final class Unreadable implements TenantSecrets {
        @Override
        public Optional<String> read(TenantId tenant) {
            throw new IllegalStateException("marked for deletion");
        }

        @Override
        public void keep(TenantId tenant, ApiKey key) {
            throw new IllegalStateException("marked for deletion");
        }

        @Override
        public void forget(TenantId tenant) {
            throw new IllegalStateException("marked for deletion");
        }
    }
}
