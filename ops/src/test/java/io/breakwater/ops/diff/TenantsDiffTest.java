package io.breakwater.ops.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.TenantId;
import io.breakwater.settings.FileTenants;
import io.breakwater.tenancy.TenantEntry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What an operator reads about a file's tenants before a deploy.
class TenantsDiffTest {
    private static final String STANDARD = "\"standard\":{\"requestsPerMinute\":60,\"concurrency\":20}";
    private static final String SEARCH = "{\"id\":\"search\",\"plan\":\"standard\",\"models\":[\"claude-sonnet\"]}";
    private static final FileTenants BEFORE = file(STANDARD, SEARCH);

    private static FileTenants file(String plans, String... tenants) {
        return FileTenants.read("{\"plans\":{%s},\"tenants\":[%s]}".formatted(plans, String.join(",", tenants)));
    }

    private static Stored stored(FileTenants file, TenantEntry... applied) {
        return new Stored(Optional.of(file.plans()), file.entries(), List.of(applied));
    }

    @Test
    void a_new_tenant_and_another_limit_are_a_line_each() {
        FileTenants after = file(
                "\"standard\":{\"requestsPerMinute\":90}",
                SEARCH,
                "{\"id\":\"newteam\",\"plan\":\"standard\",\"models\":[\"claude-haiku\",\"nova-lite\"]}");

        assertThat(TenantsDiff.of(stored(BEFORE), after).lines())
                .containsExactly(
                        "tenants: + newteam (standard, claude-haiku+nova-lite)",
                        "limits: standard concurrency 20 -> none, requestsPerMinute 60 -> 90");
    }

    @Test
    void changed_and_removed_tenants_and_plans_are_named_with_what_changes() {
        FileTenants before = file(STANDARD + ",\"trial\":{}", SEARCH, SEARCH.replace("search", "old"));
        FileTenants after = file(
                STANDARD + ",\"large\":{}",
                SEARCH.replace("\"standard\"", "\"large\"").replace("}", ",\"residency\":\"eu\"}"));

        assertThat(TenantsDiff.of(stored(before), after).lines())
                .containsExactly(
                        "tenants: search plan standard -> large, residency none -> eu; - old",
                        "limits: + large; - trial");
    }

    @Test
    void what_does_not_change_is_not_said() {
        assertThat(TenantsDiff.of(stored(BEFORE), BEFORE)).isEqualTo(new TenantsDiff(List.of(), List.of()));
    }

    @Test
    void before_the_first_deploy_everything_is_new() {
        assertThat(TenantsDiff.of(Stored.NOTHING, BEFORE).lines())
                .containsExactly("tenants: + search (standard, claude-sonnet)", "limits: + standard");
    }

    @Test
    void of_a_thousand_new_tenants_twenty_are_named() {
        String[] many = IntStream.range(0, 1_000)
                .mapToObj(number -> SEARCH.replace("search", "t%03d".formatted(number)))
                .toArray(String[]::new);

        assertThat(TenantsDiff.of(stored(file(STANDARD)), file(STANDARD, many)).lines())
                .containsExactly("tenants: "
                        + IntStream.range(0, 20)
                                .mapToObj("+ t%03d (standard, claude-sonnet)"::formatted)
                                .collect(Collectors.joining("; "))
                        + "; and 980 more");
    }

    @Test
    void ids_that_operators_have_applied_too_are_named() {
        Stored applied = stored(
                BEFORE, new TenantEntry(new TenantId("team"), "{}"), new TenantEntry(new TenantId("newteam"), "{}"));

        assertThat(TenantsDiff.of(applied, file(STANDARD, SEARCH, SEARCH.replace("search", "newteam")))
                        .both())
                .containsExactly("newteam");
    }
}
