package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.AppliedGuardrail;
import io.breakwater.model.Guardrail;
import io.breakwater.model.Target;

/// Writes `guardrailConfig` (GuardrailConfiguration and GuardrailStreamConfiguration, Amazon Bedrock API Reference).
final class GuardrailConfig {

    private GuardrailConfig() {}

    static ObjectNode of(AppliedGuardrail guardrail, Target target, boolean stream) {
        Guardrail.Copy copy = guardrail
                .at(target)
                .orElseThrow(() -> new IllegalArgumentException(target.label() + " has no copy of the guardrail "
                        + guardrail.guardrail().name()));
        ObjectNode config = JsonNodeFactory.instance
                .objectNode()
                .put("guardrailIdentifier", copy.id())
                .put("guardrailVersion", copy.version())
                .put("trace", guardrail.trace().label());
        return stream ? config.put("streamProcessingMode", guardrail.asynchronous() ? "async" : "sync") : config;
    }
}
