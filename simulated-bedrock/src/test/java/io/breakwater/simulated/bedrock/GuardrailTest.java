package io.breakwater.simulated.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.simulated.bedrock.CallRights.Asked;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailAssessment;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailTraceAssessment;
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

    @ParameterizedTest
    @CsvSource({
        "enabled, hello, false, No action.",
        "enabled_full, hello, true, No action.",
        "enabled, [[blocked]], true, Guardrail blocked."
    })
    void what_was_checked_is_told_where_it_is_asked_for(String trace, String prompt, boolean words, String reason) {
        try (Fixture fixture = Fixture.changed(settings -> settings);
                BedrockRuntimeClient client = fixture.client()) {
            GuardrailTraceAssessment told = client.converse(guarded("gr1", "1", prompt).toBuilder()
                            .guardrailConfig(guardrail -> guardrail
                                    .guardrailIdentifier("gr1")
                                    .guardrailVersion("1")
                                    .trace(trace))
                            .build())
                    .trace()
                    .guardrail();
            GuardrailAssessment input = told.inputAssessment().get("gr1");
            assertThat(told.actionReason()).isEqualTo(reason);
            assertThat(input.wordPolicy() != null).isEqualTo(words);
            assertThat(input.invocationMetrics()
                            .guardrailCoverage()
                            .textCharacters()
                            .total())
                    .isEqualTo(prompt.length());
            assertThat(told.outputAssessments().containsKey("gr1")).isEqualTo(prompt.equals("hello"));
        }
    }

    @Test
    void nothing_is_told_where_it_is_not_asked_for() {
        try (Fixture fixture = Fixture.changed(settings -> settings);
                BedrockRuntimeClient client = fixture.client()) {
            ConverseRequest silent = guarded("gr1", "1", "hello").toBuilder()
                    .guardrailConfig(
                            guardrail -> guardrail.guardrailIdentifier("gr1").guardrailVersion("1"))
                    .build();
            assertThat(client.converse(silent).trace()).isNull();
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

    private static String checked(Fixture fixture, String system, String messages) {
        String body = "{'guardrailConfig':{'guardrailIdentifier':'gr1','guardrailVersion':'1'},'system':[" + system
                + "],'messages':[" + messages + "]}";
        String answer = fixture.raw("/model/" + Fixture.SONNET + "/converse", body.replace('\'', '"'))
                .body();
        return answer.replaceAll(".*\"stopReason\":\"([a-z_]+)\".*", "$1");
    }

    private static String said(String role, String... blocks) {
        return "{'role':'" + role + "','content':[" + String.join(",", blocks) + "]}";
    }

    private static String text(String text) {
        return "{'text':'" + text + "'}";
    }

    private static String marked(String text) {
        return "{'guardContent':{'text':{'text':'" + text + "'}}}";
    }

    @Test
    void where_blocks_are_marked_only_these_are_checked_else_the_last_message_of_the_user() {
        String stopped = "guardrail_intervened";
        String passed = "end_turn";
        try (Fixture fixture = Fixture.started()) {
            assertThat(checked(fixture, "", said("user", text("[[blocked]]"), marked("hello"))))
                    .isEqualTo(passed);
            assertThat(checked(fixture, "", said("user", text("hello"), marked("[[blocked]]"))))
                    .isEqualTo(stopped);
            assertThat(checked(fixture, "", said("user", text("hello"), text("[[blocked]]"))))
                    .isEqualTo(stopped);
            String before = said("user", text("[[blocked]]")) + "," + said("assistant", text("no")) + ",";
            assertThat(checked(fixture, "", before + said("user", text("hello"))))
                    .isEqualTo(passed);
            String markedBefore = said("user", marked("[[blocked]]")) + "," + said("assistant", text("no")) + ",";
            assertThat(checked(fixture, "", markedBefore + said("user", text("hello"))))
                    .isEqualTo(stopped);
            assertThat(checked(fixture, text("[[blocked]]"), said("user", text("hello"))))
                    .isEqualTo(passed);
            assertThat(checked(fixture, marked("[[blocked]]"), said("user", text("hello"))))
                    .isEqualTo(stopped);
        }
    }

    @Test
    void invoke_model_has_it_in_headers_and_tells_in_the_body_that_it_intervened() throws Exception {
        String body =
                "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\","
                        + "\"content\":\"say [[blocked]]\"}]}";
        try (Fixture fixture = Fixture.started()) {
            String stopped =
                    Fixture.send(guarded(fixture, "/invoke", body, "1")).body();
            assertThat(stopped)
                    .contains("\"amazon-bedrock-guardrailAction\":\"INTERVENED\"", "guardrail does not let this pass");
            assertThat(fixture.raw("/model/" + Fixture.SONNET + "/invoke", body).body())
                    .doesNotContain("guardrailAction");
            assertThat(Fixture.send(guarded(fixture, "/invoke", body, "")).statusCode())
                    .as("without a version")
                    .isEqualTo(400);
        }
    }

    private static HttpRequest guarded(Fixture fixture, String operation, String body, String version) {
        return HttpRequest.newBuilder(fixture.signed("/model/" + Fixture.SONNET + operation, body), (_, _) -> true)
                .header("X-Amzn-Bedrock-GuardrailIdentifier", "gr1")
                .header("X-Amzn-Bedrock-GuardrailVersion", version)
                .build();
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
