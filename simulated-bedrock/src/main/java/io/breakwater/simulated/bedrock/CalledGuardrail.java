package io.breakwater.simulated.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.answer.ModelAnswer;
import io.breakwater.simulated.bedrock.wire.Checked;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import io.breakwater.simulated.bedrock.wire.SignedCaller;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The guardrail of a call: Converse has it in the body ("Include a guardrail with the Converse API", Amazon
/// Bedrock User Guide), InvokeModel and the vendors'
/// operations in headers. Every guardrail that the caller may apply exists; it intervenes if the text
/// that it checks has the phrase `[[blocked]]`.
///
/// @param arn of the guardrail, in the caller's account and Region unless it names others
/// @param trace what the answer is to say of the checks
record CalledGuardrail(String arn, String version, String trace) {
    static final String ACTION = "bedrock:ApplyGuardrail";

    private static final String BLOCKED = "[[blocked]]";
    private static final String MEMBER = "guardrailConfig";
    private static final ModelAnswer INTERVENED = new ModelAnswer(
            List.of(new ModelAnswer.Content.Text("Sorry, the guardrail does not let this pass.")),
            "guardrail_intervened",
            null,
            0);

    /// The guardrail that a body names; empty for none.
    static Optional<CalledGuardrail> of(SignedCall call, byte[] body) {
        if (call.path().operation().invokes() || call.path().operation().isVendors()) {
            return ofHeaders(call);
        }
        if (!new String(body, StandardCharsets.ISO_8859_1).contains(MEMBER)) {
            return Optional.empty();
        }
        return switch (Json.parse(body)) {
            case Checked.No<JsonNode> _ -> Optional.empty();
            case Checked.Ok<JsonNode>(JsonNode request) -> of(call.caller(), request.path(MEMBER));
        };
    }

    private static Optional<CalledGuardrail> ofHeaders(SignedCall call) {
        String id = call.headers().guardrail();
        ObjectNode config = Json.object()
                .put("guardrailIdentifier", id)
                .put("guardrailVersion", call.headers().guardrailVersion());
        return id == null ? Optional.empty() : of(call.caller(), config);
    }

    private static Optional<CalledGuardrail> of(SignedCaller caller, JsonNode config) {
        String id = config.path("guardrailIdentifier").asText();
        String arn = id.startsWith("arn:")
                ? id
                : "arn:aws:bedrock:%s:%s:guardrail/%s".formatted(caller.region(), caller.account(), id);
        return config.isObject()
                ? Optional.of(new CalledGuardrail(
                        arn,
                        config.path("guardrailVersion").asText(),
                        config.path("trace").asText("disabled")))
                : Optional.empty();
    }

    /// The error if Bedrock would refuse it for any caller.
    Optional<SentError> wrong(SignedCaller caller) {
        if (arn.endsWith("/") || version.isEmpty()) {
            return Optional.of(SentError.validation(
                    "guardrailIdentifier and guardrailVersion must both be set in guardrailConfig."));
        }
        boolean here = arn.startsWith("arn:aws:bedrock:%s:%s:".formatted(caller.region(), caller.account()));
        return here
                ? Optional.empty()
                : Optional.of(SentError.validation(
                        "The guardrail identifier or version provided in the request does not" + " exist."));
    }

    AdmittedCall checked(AdmittedCall call) {
        String prompt = call.conversation().guardedText();
        GuardrailTrace told = new GuardrailTrace(trace, arn.substring(arn.lastIndexOf('/') + 1), BLOCKED);
        return prompt.contains(BLOCKED)
                ? call.answering(INTERVENED, told.of(prompt, Optional.empty()))
                : call.answering(call.answer(), told.of(prompt, Optional.of(said(call.answer()))));
    }

    private static String said(ModelAnswer answer) {
        return answer.contents().stream().map(ModelAnswer.Content::written).collect(Collectors.joining());
    }
}
