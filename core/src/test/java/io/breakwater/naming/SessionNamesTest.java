package io.breakwater.naming;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.TenantId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "ab", "search", "breakwater-dev", "a2345678901234567890123456789012"})
    void a_session_is_called_like_its_tenant_in_the_form_that_sts_takes_and_tells_whose_it_is(String tenant) {
        String name = SessionNames.of(new TenantId(tenant));

        assertThat(name).matches("[\\w+=,.@-]{2,64}").startsWith(tenant);
        assertThat(SessionNames.tenant(name)).contains(new TenantId(tenant));
    }

    @Test
    void the_shared_session_and_those_of_others_are_no_tenants() {
        assertThat(SessionNames.shared("dev")).isEqualTo("breakwater@dev").matches("[\\w+=,.@-]{2,64}");
        assertThat(SessionNames.tenant(SessionNames.shared("dev"))).isEmpty();
        assertThat(SessionNames.tenant("Administrator")).isEmpty();
        assertThat(SessionNames.tenant("ab=")).isEmpty();
    }
}
