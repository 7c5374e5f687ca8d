package io.breakwater.simulated.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.wire.Json;
import java.util.Optional;

/// The report on a guardrail's checks in an answer ("GuardrailTraceAssessment", Amazon Bedrock API
/// Reference): for a guardrail with one forbidden word.
///
/// @param asked `disabled`, `enabled`, which tells what was found, or `enabled_full`, which tells also what was
///     looked for
record GuardrailTrace(String asked, String guardrail, String word) {
    private static final int CHARS_PER_UNIT = 1_000;
    private static final int LATENCY_MILLIS = 12;

    /// @param prompt the checked part of the prompt
    /// @param answer the model's answer; empty if the model was not called
    Optional<ObjectNode> of(String prompt, Optional<String> answer) {
        if (!asked.startsWith("enabled")) {
            return Optional.empty();
        }
        ObjectNode trace = Json.object();
        ObjectNode told = trace.putObject("guardrail");
        boolean found = prompt.contains(word);
        told.putObject("inputAssessment").set(guardrail, assessment(prompt));
        answer.ifPresent(
                said -> told.putObject("outputAssessments").putArray(guardrail).add(assessment(said)));
        told.put("actionReason", found ? "Guardrail blocked." : "No action.");
        return Optional.of(trace);
    }

    private ObjectNode assessment(String text) {
        ObjectNode assessment = Json.object();
        boolean found = text.contains(word);
        if (found || asked.equals("enabled_full")) {
            ObjectNode words = assessment.putObject("wordPolicy");
            words.putArray("customWords")
                    .addObject()
                    .put("match", word)
                    .put("action", found ? "BLOCKED" : "NONE")
                    .put("detected", found);
            words.putArray("managedWordLists");
        }
        assessment.set("invocationMetrics", metrics(text.length()));
        return assessment;
    }

    private static ObjectNode metrics(int chars) {
        ObjectNode metrics = Json.object().put("guardrailProcessingLatency", LATENCY_MILLIS);
        metrics.putObject("usage")
                .put("topicPolicyUnits", 0)
                .put("contentPolicyUnits", 0)
                .put("wordPolicyUnits", Math.ceilDiv(chars, CHARS_PER_UNIT))
                .put("sensitiveInformationPolicyUnits", 0)
                .put("sensitiveInformationPolicyFreeUnits", 0)
                .put("contextualGroundingPolicyUnits", 0);
        metrics.putObject("guardrailCoverage")
                .putObject("textCharacters")
                .put("guarded", chars)
                .put("total", chars);
        return metrics;
    }
}
