package io.breakwater.ops.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Home;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InvokeUrlTest {
    private static final Naming DEV =
            new Naming("dev", new Home(new AccountId("123456789012"), new Region("us-east-1")));

    @Test
    void a_deployed_api_is_asked_at_its_stage_also_behind_another_endpoint() {
        assertThat(InvokeUrl.behind(Optional.empty()).of("abc123", DEV))
                .hasToString("https://abc123.execute-api.us-east-1.amazonaws.com/dev");
        assertThat(InvokeUrl.behind(Optional.of("http://127.0.0.1:5566/")).of("abc123", DEV))
                .hasToString("http://127.0.0.1:5566/_apigw/abc123/dev");
    }

    @Test
    void a_domain_name_of_ones_own_needs_only_some_placeholders() {
        assertThat(new InvokeUrl("https://{region}.admin.example.com/").of("abc123", DEV))
                .hasToString("https://us-east-1.admin.example.com");
        assertThatThrownBy(() -> new InvokeUrl("https://{who}.example.com").of("abc123", DEV))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
