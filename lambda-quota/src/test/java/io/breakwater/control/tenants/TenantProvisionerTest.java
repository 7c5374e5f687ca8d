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
    private final ProvisionedTenants tenants = new ProvisionedTenants();

    private KeyRecord put(String tenant, ApiKey key, boolean revoked) {
        return put(tenant, key, new KeyTerm(Optional.empty(), Optional.of(Instant.MAX), revoked, Optional.empty()));
    }

    private KeyRecord put(String tenant, ApiKey key, KeyTerm term) {
        KeyRecord added = new KeyRecord(
                key.keyId(),
                tenants.pepper.hash(key),
                new TenantId(tenant),
                KeyScope.WHOLE,
                term,
                "usage-identifier-of-the-tenant-" + tenant);
        tenants.records.put(added);
        return added;
    }

    private static ApiKey someKey() {
        return ApiKey.generate("dev", RandomGenerator.getDefault());
    }

    @Test
    void each_tenant_gets_a_key_of_its_own_that_lets_it_in_and_counts_on_its_plan() {
        List<String> steps = tenants.provision("search", "sandbox");

        assertThat(tenants.secrets).hasSize(2);
        assertThat(tenants.secrets.values()).doesNotHaveDuplicates().allMatch(tenants::letsIn);
        assertThat(tenants.recordOf(tenants.secret("search"))).hasValueSatisfying(known -> {
            assertThat(known.tenant()).isEqualTo(new TenantId("search"));
            assertThat(known.usageIdentifierKey()).isEqualTo("usage-identifier-of-the-tenant-search");
            assertThat(known.notAfter()).isEmpty();
        });
        assertThat(steps)
                .hasSize(4)
                .allSatisfy(step -> assertThat(step)
                        .doesNotContain(tenants.secrets.values())
                        .doesNotContain("usage-identifier"));
    }

    @Test
    void a_second_run_changes_nothing() {
        tenants.provision("search", "sandbox");
        int writes = tenants.writes;

        assertThat(tenants.provision("sandbox", "search")).isEmpty();
        assertThat(tenants.writes).isEqualTo(writes);
    }

    @Test
    void where_operators_give_out_keys_a_deploy_makes_none_and_reads_no_secret_of_a_tenant_that_stays() {
        tenants.provision("search", "sandbox");
        int secretsRead = tenants.secretsRead();
        String key = tenants.secret("search");
        KeyRecord issued = put("search", someKey(), KeyTerm.from(ProvisionedTenants.NOW, Optional.empty()));

        List<String> steps = tenants.provisionForOperators("search", "sandbox", "fresh");

        assertThat(steps).isEmpty();
        assertThat(tenants.secretsRead()).isEqualTo(secretsRead);
        assertThat(tenants.letsIn(key)).isTrue();
        assertThat(tenants.records.find(issued.keyId())).contains(issued);
        assertThat(tenants.secrets).doesNotContainKey(new TenantId("fresh"));
    }

    @Test
    void where_operators_give_out_keys_a_tenant_that_left_is_kept_out_all_the_same() {
        tenants.provision("search", "sandbox");
        String key = tenants.secret("sandbox");

        tenants.provisionForOperators("search");

        assertThat(tenants.letsIn(key)).isFalse();
        assertThat(tenants.secrets).containsOnlyKeys(new TenantId("search"));
    }

    @Test
    void keys_follow_their_tenants_to_another_api_gateway_key_whoever_gave_them_out() {
        tenants.provision("search");
        String key = tenants.secret("search");

        tenants.provisioner()
                .provision(
                        new Desired(
                                Map.of(new TenantId("search"), "the-api-key-that-tenants-share"),
                                tenants.pepper,
                                Set.of()),
                        ProvisionedTenants.NOW);

        assertThat(tenants.letsIn(key)).isTrue();
        assertThat(tenants.recordOf(key))
                .hasValueSatisfying(
                        known -> assertThat(known.usageIdentifierKey()).isEqualTo("the-api-key-that-tenants-share"));
    }

    @Test
    void a_tenant_that_is_added_leaves_the_others_as_they_are() {
        tenants.provision("search");
        String key = tenants.secret("search");

        assertThat(tenants.provision("search", "sandbox")).hasSize(2).allMatch(step -> step.endsWith("tenant sandbox"));

        assertThat(tenants.secret("search")).isEqualTo(key);
        assertThat(tenants.letsIn(tenants.secret("sandbox"))).isTrue();
    }

    @Test
    void a_tenant_that_left_is_kept_out_and_its_secret_is_gone() {
        tenants.provision("search", "sandbox");
        String key = tenants.secret("sandbox");

        tenants.provision("search");

        assertThat(tenants.letsIn(key)).isFalse();
        assertThat(tenants.recordOf(key))
                .hasValueSatisfying(known -> assertThat(known.revoked()).isTrue());
        assertThat(tenants.secrets).containsOnlyKeys(new TenantId("search"));
        assertThat(tenants.provision("search")).isEmpty();
    }

    @Test
    void a_tenant_that_comes_back_gets_another_key() {
        tenants.provision("search");
        String before = tenants.secret("search");
        tenants.provision();
        tenants.provision("search");

        assertThat(tenants.secret("search")).isNotEqualTo(before);
        assertThat(tenants.letsIn(tenants.secret("search"))).isTrue();
        assertThat(tenants.letsIn(before)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void a_run_that_broke_off_anywhere_is_finished_by_the_next_and_took_nothing_from_who_stays(int written) {
        tenants.provision("search", "old");
        String search = tenants.secret("search");
        String old = tenants.secret("old");
        tenants.writesLeft = written;

        assertThatThrownBy(() -> tenants.provision("search", "sandbox", "tools"))
                .isInstanceOf(ProvisioningException.class)
                .hasMessageContaining("the region is on fire")
                .hasMessageContaining("deploy again")
                .hasMessageNotContaining(search);
        assertThat(tenants.letsIn(search)).isTrue();
        tenants.writesLeft = Integer.MAX_VALUE;
        tenants.provision("search", "sandbox", "tools");

        assertThat(tenants.secrets.keySet()).extracting(TenantId::value).containsExactly("sandbox", "search", "tools");
        assertThat(tenants.secrets.values()).allMatch(tenants::letsIn).contains(search);
        assertThat(tenants.letsIn(old)).isFalse();
        assertThat(tenants.all()).filteredOn(known -> !known.revoked()).hasSize(3);
        assertThat(tenants.provision("search", "sandbox", "tools")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void what_is_removed_is_gone_even_after_a_removal_that_broke_off(int written) {
        tenants.provision("search", "sandbox", "old");
        tenants.provision("search", "sandbox");
        Set<TenantId> configured = Set.of(new TenantId("search"), new TenantId("sandbox"));
        tenants.writesLeft = written;
        assertThatThrownBy(() -> tenants.provisioner().remove(configured)).isInstanceOf(ProvisioningException.class);
        tenants.writesLeft = Integer.MAX_VALUE;

        tenants.provisioner().remove(configured);

        assertThat(tenants.secrets).isEmpty();
        assertThat(tenants.all()).isEmpty();
    }

    @Test
    void a_secret_without_its_record_gets_one_and_the_tenant_keeps_its_key() {
        tenants.provision("search");
        String key = tenants.secret("search");
        tenants.all().forEach(known -> tenants.delete(known.keyId()));

        tenants.provision("search");

        assertThat(tenants.secret("search")).isEqualTo(key);
        assertThat(tenants.letsIn(key)).isTrue();
    }

    @Test
    void a_revoked_key_is_replaced_and_stays_revoked() {
        tenants.provision("search");
        String leaked = tenants.secret("search");
        tenants.all().forEach(known -> put("search", ((KeyText.WellFormed) ApiKey.parse(leaked)).key(), true));

        tenants.provision("search");

        assertThat(tenants.letsIn(leaked)).isFalse();
        assertThat(tenants.letsIn(tenants.secret("search"))).isTrue();
        assertThat(tenants.provision("search")).isEmpty();
    }

    /// The state after a rotation whose secret could not be written, once its grace period is over.
    @Test
    void a_key_in_the_secret_that_has_expired_is_replaced() {
        tenants.provision("search");
        String expired = tenants.secret("search");
        ApiKey key = ((KeyText.WellFormed) ApiKey.parse(expired)).key();
        put("search", key, new KeyTerm(Optional.empty(), Optional.of(ProvisionedTenants.NOW), false, Optional.empty()));

        assertThat(tenants.provision("search")).hasSize(2);

        assertThat(tenants.secret("search")).isNotEqualTo(expired);
        assertThat(tenants.letsIn(tenants.secret("search"))).isTrue();
        assertThat(tenants.provision("search")).isEmpty();
    }

    @Test
    void a_second_live_key_of_a_tenant_is_left_alone_but_follows_its_plan() {
        tenants.provision("search");
        KeyRecord second = put("search", someKey(), false);

        tenants.provisioner()
                .provision(ProvisionedTenants.desired(tenants.pepper, "-anew", "search"), ProvisionedTenants.NOW);

        assertThat(tenants.find(second.keyId())).hasValueSatisfying(known -> {
            assertThat(known.usageIdentifierKey()).isEqualTo("usage-identifier-of-the-tenant-search-anew");
            assertThat(known.hash()).isEqualTo(second.hash());
            assertThat(known.notAfter()).isEqualTo(second.notAfter());
        });
        assertThat(tenants.recordOf(tenants.secret("search")))
                .hasValueSatisfying(
                        known -> assertThat(known.usageIdentifierKey()).endsWith("-anew"));
    }

    @Test
    void a_new_pepper_makes_new_hashes_of_the_same_keys() {
        tenants.provision("search");
        String key = tenants.secret("search");
        Pepper anew = new Pepper(new byte[32]);

        tenants.provisioner().provision(ProvisionedTenants.desired(anew, "", "search"), ProvisionedTenants.NOW);

        assertThat(tenants.secret("search")).isEqualTo(key);
        assertThat(tenants.letsIn(key)).isFalse();
        assertThat(tenants.provisioner()
                        .provision(ProvisionedTenants.desired(anew, "", "search"), ProvisionedTenants.NOW))
                .isEmpty();
    }

    @Test
    void keys_that_outlived_their_table_and_pepper_let_their_tenants_in_again() {
        tenants.provision("search");
        String kept = tenants.secret("search");
        tenants.all().forEach(known -> tenants.delete(known.keyId()));
        Pepper anew = new Pepper(new byte[32]);

        tenants.provisioner().provision(ProvisionedTenants.desired(anew, "-anew", "search"), ProvisionedTenants.NOW);

        assertThat(tenants.secret("search")).isEqualTo(kept);
        assertThat(tenants.recordOf(kept)).hasValueSatisfying(known -> {
            assertThat(known.hash()).isEqualTo(anew.hash(((KeyText.WellFormed) ApiKey.parse(kept)).key()));
            assertThat(known.usageIdentifierKey()).endsWith("-anew");
        });
    }

    @Test
    void a_secret_that_holds_something_else_is_refused_before_anything_changes() {
        tenants.secrets.put(new TenantId("search"), "hunter2");

        assertThatThrownBy(() -> tenants.provision("search", "sandbox"))
                .isInstanceOf(ProvisioningException.class)
                .hasMessageContaining("the secret of tenant search holds no API key")
                .hasMessageNotContaining("hunter2");
        assertThat(tenants.writes).isZero();
    }

    @Test
    void a_key_that_is_revoked_while_a_deploy_gives_all_keys_a_new_plan_stays_revoked() {
        tenants.provision("search");
        KeyRecord leaked = put("search", someKey(), false);
        tenants.meanwhile = () -> tenants.records.put(leaked.ended());

        tenants.provisioner()
                .provision(ProvisionedTenants.desired(tenants.pepper, "-anew", "search"), ProvisionedTenants.NOW);

        assertThat(tenants.find(leaked.keyId())).hasValueSatisfying(known -> {
            assertThat(known.revoked()).isTrue();
            assertThat(known.usageIdentifierKey()).endsWith("-anew");
        });
    }

    @Test
    void a_key_that_is_rotated_while_its_tenant_is_retired_ends_with_it_and_keeps_its_end() {
        tenants.provision("search", "old");
        KeyRecord known = tenants.recordOf(tenants.secret("old")).orElseThrow();
        KeyTerm ending = new KeyTerm(Optional.empty(), Optional.of(ProvisionedTenants.NOW), false, Optional.empty());
        tenants.meanwhile = () -> tenants.records.put(known.with(ending));

        tenants.provision("search");

        assertThat(tenants.find(known.keyId())).hasValueSatisfying(left -> {
            assertThat(left.revoked()).isTrue();
            assertThat(left.notAfter()).contains(ProvisionedTenants.NOW);
        });
    }

    @Test
    void a_key_that_an_operator_has_handed_out_outlives_the_tenants_secret_and_follows_its_plan() {
        tenants.provision("search");
        String lost = tenants.secret("search");
        ApiKey issued = someKey();
        put("search", issued, KeyTerm.from(ProvisionedTenants.NOW, Optional.empty()));
        tenants.secrets.clear();

        tenants.provisioner()
                .provision(ProvisionedTenants.desired(tenants.pepper, "-anew", "search"), ProvisionedTenants.NOW);

        assertThat(tenants.letsIn(issued.text())).isTrue();
        assertThat(tenants.find(issued.keyId()))
                .hasValueSatisfying(
                        known -> assertThat(known.usageIdentifierKey()).endsWith("-anew"));
        assertThat(tenants.letsIn(lost)).isFalse();
        assertThat(tenants.letsIn(tenants.secret("search"))).isTrue();
    }

    @Test
    void a_secret_that_cannot_be_read_is_named_with_what_to_do() {
        TenantProvisioner provisioner = new TenantProvisioner(
                tenants, new Unreadable(), () -> ApiKey.generate("dev", RandomGenerator.getDefault()));

        assertThatThrownBy(() -> provisioner.provision(
                        ProvisionedTenants.desired(tenants.pepper, "", "search"), ProvisionedTenants.NOW))
                .isInstanceOf(ProvisioningException.class)
                .hasMessageContaining("the secret of tenant search: marked for deletion")
                .hasMessageContaining("restore it");
        assertThat(tenants.writes).isZero();
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
