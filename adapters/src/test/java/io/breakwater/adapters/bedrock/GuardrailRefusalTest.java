package io.breakwater.adapters.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.AccountId;
import io.breakwater.model.AppliedGuardrail;
import io.breakwater.model.Guardrail;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
import io.breakwater.routing.Outcome;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whether a refusal of Bedrock is about the guardrail that the call names.
class GuardrailRefusalTest {
    private static final Region EAST = new Region("us-east-1");
    private static final Target TARGET = new Target(
            new ShardId("a"), new AccountId("111111111111"), EAST, new ProfileId("us.anthropic.claude-sonnet-4-6"));
    private static final AppliedGuardrail GUARDRAIL = AppliedGuardrail.asSet(
            Sample.guardrail("no-advice", Map.of(Sample.place(TARGET), new Guardrail.Copy("gr1a2b", "3"))));

    private static Outcome read(int status, String type, String message) {
        Outcome outcome =
                OutcomeReader.read(new UpstreamError(status, type, message, Optional.empty(), Optional.empty()));
        return GuardrailRefusal.in(outcome, GUARDRAIL, TARGET);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | ValidationException | The guardrail identifier or version provided in the request does not exist.
            400 | ValidationException | Guardrail gr1a2b was not found
            400 | ValidationException | 1 validation error detected: Value 'x' at 'guardrailConfig.guardrailVersion' is wrong
            400 | ValidationException | The guardrail is not ready, try again later
            403 | AccessDeniedException | User: arn:aws:sts::111111111111:x is not authorized to perform: bedrock:ApplyGuardrail
            404 | ResourceNotFoundException | Could not find guardrail gr1a2b
            403 | '' | not allowed to use guardrails here
            """)
    void it_is_the_guardrails_own_ending_and_names_it_with_its_copy(int status, String type, String message) {
        assertThat(read(status, type, message)).isInstanceOfSatisfying(Outcome.GuardrailRefused.class, refused -> {
            assertThat(refused.guardrail()).isEqualTo("no-advice");
            assertThat(refused.detail())
                    .startsWith("guardrail no-advice, version 3 of gr1a2b: ")
                    .doesNotContain("111111111111");
        });
    }

    @Test
    void the_words_of_a_bad_request_are_not_repeated_since_they_may_quote_the_prompt() {
        assertThat(read(400, "ValidationException", "the guardrail version for 'my secret prompt' is invalid")
                        .detail())
                .contains("no such guardrail or version")
                .doesNotContain("secret");
    }

    @Test
    void unknown_words_about_guardrails_are_put_to_another_account_and_say_nothing_of_this_one() {
        assertThat(read(400, "ValidationException", "Guardrail was enabled but input is in incorrect format"))
                .isEqualTo(new Outcome.Doubtful(
                        "Guardrail was enabled but input is in incorrect format", Optional.of("no-advice")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            403 | AccessDeniedException | not authorized to perform: bedrock:InvokeModel
            404 | ResourceNotFoundException | no such model
            400 | ValidationException | operation not allowed
            400 | ValidationException | messages.1: bad role
            400 | ValidationException | guardrailConfig: Extra inputs are not permitted
            429 | ThrottlingException | Too many tokens
            503 | ServiceUnavailableException | guardrail
            """)
    void what_is_not_about_it_is_what_it_was(int status, String type, String message) {
        assertThat(read(status, type, message))
                .isEqualTo(OutcomeReader.read(
                        new UpstreamError(status, type, message, Optional.empty(), Optional.empty())));
    }
}
