package io.breakwater.cleanup.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.iam.DocumentKind;
import io.breakwater.iam.Grammar;
import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Home;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every policy that a command of this project passes to `AssumeRole`.
class SessionPoliciesTest {
    /// A name of the greatest length that the settings' schema allows for an environment.
    private static final String LONGEST_NAME = "abcdefghijkl";

    private static final AccountId ACCOUNT = new AccountId("123456789012");

    static Stream<String> policies() {
        Home home = new Home(ACCOUNT, new Region("ap-southeast-2"));
        return Stream.of(
                SessionPolicy.of(new Naming("dev", home), ACCOUNT),
                SessionPolicy.of(new Naming(LONGEST_NAME, home), ACCOUNT),
                BootstrapPolicy.of(ACCOUNT));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void iam_takes_it_by_grammar_and_size_even_with_the_longest_name(String policy) {
        assertThat(Grammar.faults(DocumentKind.SESSION, policy)).isEmpty();
    }
}
