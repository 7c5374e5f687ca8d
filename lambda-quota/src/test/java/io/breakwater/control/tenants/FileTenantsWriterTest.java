package io.breakwater.control.tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.adapters.memory.InMemoryTenants;
import io.breakwater.model.TenantId;
import io.breakwater.settings.FileTenants;
import io.breakwater.tenancy.PlanRegister;
import io.breakwater.tenancy.Source;
import io.breakwater.tenancy.TenantEntry;
import io.breakwater.tenancy.TenantRegister;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How a file's plans and tenants are written to the store while functions read them.
class FileTenantsWriterTest {
    private final InMemoryTenants applied = new InMemoryTenants();
    private final InMemoryTenants stored = new InMemoryTenants();
    private final StoredPlans plans = new StoredPlans();

    /// What copies may have seen: each state of the store that lasted long enough to be read.
    private final List<String> known = new ArrayList<>();

    private final FileTenantsWriter writer = new FileTenantsWriter(plans, stored, applied, () -> known.add(state()));

    private static final class StoredPlans implements PlanRegister {
        private Optional<String> text = Optional.empty();

        @Override
        public Optional<String> find() {
            return text;
        }

        @Override
        public void put(String plans) {
            text = Optional.of(plans);
        }
    }

    /// The state in the form `plan,plan | tenant on plan,…`.
    private String state() {
        return plans.text.map(FileTenants::planNames).stream()
                        .flatMap(names -> names.stream().sorted())
                        .collect(Collectors.joining(","))
                + " | "
                + stored.all().stream()
                        .map(entry -> entry.text().replaceAll(".*\"id\":\"(\\w+)\",\"plan\":\"(\\w+)\".*", "$1 on $2"))
                        .sorted()
                        .collect(Collectors.joining(","));
    }

    /// @param tenants each in the form `id plan`
    private static FileTenants file(List<String> plans, String... tenants) {
        String named = plans.stream()
                .map("\"%s\":{\"requestsPerMinute\":60}"::formatted)
                .collect(Collectors.joining(","));
        String entries = List.of(tenants).stream()
                .map(tenant -> tenant.split(" "))
                .map(words -> "{\"id\":\"%s\",\"plan\":\"%s\",\"models\":[\"*\"]}".formatted(words[0], words[1]))
                .collect(Collectors.joining(","));
        return FileTenants.read("{\"plans\":{%s},\"tenants\":[%s]}".formatted(named, entries));
    }

    @Test
    void a_first_deploy_stores_all_and_waits_for_nobody() {
        assertThat(writer.write(file(List.of("small"), "search small", "chat small")))
                .containsExactly("store plans", "store tenant search", "store tenant chat");

        assertThat(state()).isEqualTo("small | chat on small,search on small");
        assertThat(known).isEmpty();
        assertThat(stored.all()).extracting(TenantEntry::source).containsOnly(Source.FILE);
    }

    @Test
    void the_same_file_again_writes_nothing_and_waits_for_nobody() {
        writer.write(file(List.of("small"), "search small"));

        assertThat(writer.write(file(List.of("small"), "search small"))).isEmpty();
        assertThat(known).isEmpty();
    }

    @Test
    void only_what_differs_is_written_and_known_to_all_in_the_end() {
        writer.write(file(List.of("small", "large"), "search small", "chat small", "old small"));

        assertThat(writer.write(file(List.of("small", "large"), "search large", "chat small", "team small")))
                .containsExactly("store tenant search", "store tenant team", "remove tenant old");
        assertThat(known).containsExactly("large,small | chat on small,search on large,team on small");
    }

    @Test
    void no_tenant_lives_under_a_plan_that_a_copy_does_not_know_while_plans_are_renamed() {
        writer.write(file(List.of("small"), "search small"));

        writer.write(file(List.of("tiny"), "search tiny"));

        assertThat(known).containsExactly("small,tiny | search on small", "small,tiny | search on tiny");
        assertThat(state()).isEqualTo("tiny | search on tiny");
    }

    @Test
    void a_limit_is_another_text_of_the_plans_alone() {
        writer.write(file(List.of("small"), "search small"));
        FileTenants wider = FileTenants.read(
                "{\"plans\":{\"small\":{\"requestsPerMinute\":90}},\"tenants\":[{\"id\":\"search\",\"plan\":\"small\",\"models\":[\"*\"]}]}");

        assertThat(writer.write(wider)).containsExactly("store plans");
        assertThat(plans.text).hasValueSatisfying(text -> assertThat(text).contains("90"));
    }

    @Test
    void a_tenant_that_operators_have_applied_is_refused_before_anything_is_written_and_otherwise_left_alone() {
        applied.put(new TenantEntry(new TenantId("team"), "{}"));

        assertThatThrownBy(() -> writer.write(file(List.of("small"), "search small", "team small")))
                .hasMessage("the file has tenants that operators have applied: team; take them out of the file, or"
                        + " remove them first: gatewayctl tenants remove");
        assertThat(state()).isEqualTo(" | ");

        writer.write(file(List.of("small"), "search small"));
        assertThat(applied.all()).hasSize(1);
    }

    @Test
    void a_deploy_that_breaks_off_among_ten_thousand_tenants_is_finished_by_the_next_one() {
        FileTenants many = file(
                List.of("small"),
                IntStream.range(0, 10_000).mapToObj("t%d small"::formatted).toArray(String[]::new));
        Breaking breaking = new Breaking(stored, 7_000);

        assertThatThrownBy(() -> new FileTenantsWriter(plans, breaking, applied, () -> {}).write(many))
                .isInstanceOf(ProvisioningException.class)
                .hasMessage("could not store tenant t7000: out of reach; what was done stays, deploy again to finish");
        assertThat(writer.write(many)).hasSize(3_000);
        assertThat(stored.all()).hasSize(10_000);
    }

    /// Accepts this many entries and then none.
    private static final class Breaking implements TenantRegister {
        private final InMemoryTenants tenants;
        private int left;

        Breaking(InMemoryTenants tenants, int left) {
            this.tenants = tenants;
            this.left = left;
        }

        @Override
        public Optional<TenantEntry> find(TenantId id) {
            return tenants.find(id);
        }

        @Override
        public List<TenantEntry> all() {
            return tenants.all();
        }

        @Override
        public void put(TenantEntry entry) {
            if (left-- == 0) {
                throw new IllegalStateException("out of reach");
            }
            tenants.put(entry);
        }

        @Override
        public void remove(TenantId id) {
            tenants.remove(id);
        }
    }
}
