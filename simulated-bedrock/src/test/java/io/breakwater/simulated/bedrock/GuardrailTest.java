package io.breakwater.simulated.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.simulated.bedrock.CallRights.Asked;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

/// Calls that are checked with a guardrail.
@Timeout(60)
class GuardrailTest {
    private static final String ARN = "arn:aws:bedrock:us-east-1:111111111111:guardrail/gr1";

    private static ConverseRequest guarded(String id, String version, String prompt) {
        return Fixture.asking(prompt).toBuilder()
                .guardrailConfig(guardrail -> guardrail
                        .guardrailIdentifier(id)
                        .guardrailVersion(version)
                        .trace("enabled"))
                .build();
    }

    @Test
    void it_intervenes_where_the_prompt_has_the_phrase_and_nowhere_else() {
        try (Fixture fixture = Fixture.changed(settings -> settings);
                BedrockRuntimeClient client = fixture.client()) {
            assertThat(client.converse(guarded("gr1", "1", "hello")).stopReason())
                    .isEqualTo(StopReason.END_TURN);
            assertThat(client.converse(Fixture.asking("say [[blocked]]")).stopReason())
                    .isEqualTo(StopReason.END_TURN);
            assertThat(client.converse(guarded("gr1", "1", "say [[blocked]]"))).satisfies(answer -> {
                assertThat(answer.stopReason()).isEqualTo(StopReason.GUARDRAIL_INTERVENED);
                assertThat(answer.output().message().content().getFirst().text())
                        .isEqualTo("Sorry, the guardrail does not let this pass.");
                assertThat(answer.usage().outputTokens()).isZero();
            });
        }
    }

    @Test
    void who_may_not_apply_it_is_denied_in_iams_words() {
        List<Asked> asked = new CopyOnWriteArrayList<>();
        try (Fixture fixture = Fixture.changed(settings -> settings.withRights(call -> {
                    asked.add(call);
                    return !call.resource().endsWith("guardrail/gr2");
                }));
                BedrockRuntimeClient client = fixture.client()) {
            client.converse(guarded(ARN, "1", "hello"));
            assertThatThrownBy(() -> client.converse(guarded("gr2", "1", "hello")))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("not authorized to perform: bedrock:ApplyGuardrail", "guardrail/gr2");
        }
        assertThat(asked).contains(new Asked("111111111111", "us-east-1", "bedrock:ApplyGuardrail", ARN));
    }

    @Test
    void one_of_another_account_or_without_a_version_is_refused() {
        try (Fixture fixture = Fixture.changed(settings -> settings);
                BedrockRuntimeClient client = fixture.client()) {
            assertThatThrownBy(() -> client.converse(guarded(ARN.replace("1111", "9999"), "1", "hello")))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("does not exist");
            assertThatThrownBy(() -> client.converse(guarded("gr1", "", "hello")))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("guardrailVersion");
        }
    }
}
