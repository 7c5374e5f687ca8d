package io.breakwater.naming;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import io.breakwater.settings.Home;
import org.junit.jupiter.api.Test;

class NamingTest {

    @Test
    void an_invocation_log_says_whose_it_is() {
        Naming naming = new Naming("dev", new Home(new AccountId("123456789012"), new Region("us-east-1")));

        assertThat(naming.invocationLogs()).isEqualTo("/breakwater/dev/invocations");
        assertThat(Naming.invocationLogsOf(naming.invocationLogs())).contains("dev");
        assertThat(Naming.invocationLogsOf("/audit/bedrock")).isEmpty();
        assertThat(Naming.invocationLogsOf("/breakwater/dev/access")).isEmpty();
    }
}
