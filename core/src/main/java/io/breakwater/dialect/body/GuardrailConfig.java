package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.dialect.json.SharedMembers;
import io.breakwater.model.AppliedGuardrail;
import io.breakwater.model.Guardrail;
import io.breakwater.model.Target;
import java.util.Locale;
import java.util.Map;

/// Writes `guardrailConfig` (GuardrailConfiguration and GuardrailStreamConfiguration, Amazon Bedrock API Reference),
/// and the headers that say the same for an API without such a member ("InvokeModel", the same).
public final class GuardrailConfig {

    private GuardrailConfig() {}

    /// Refuses the members of a body in a model's own language that would say what is checked: a guardrail is asked for
    /// in headers there.
    public static void refuseMembers(JsonField body) {
        body.node().fieldNames().forEachRemaining(name -> {
            if (name.startsWith(MessagesBody.BEDROCKS_OWN) || name.startsWith("guardrail")) {
                body.at(name).refuse("is set by the gateway; leave it out");
            }
        });
    }

    static ObjectNode of(AppliedGuardrail guardrail, Target target, boolean stream) {
        Guardrail.Copy copy = copy(guardrail, target);
        ObjectNode config = JsonNodeFactory.instance
                .objectNode()
                .put("guardrailIdentifier", copy.id())
                .put("guardrailVersion", copy.version())
                .put("trace", guardrail.trace().label());
        return stream ? config.put("streamProcessingMode", guardrail.asynchronous() ? "async" : "sync") : config;
    }

    static Map<String, String> headers(AppliedGuardrail guardrail, Target target) {
        Guardrail.Copy copy = copy(guardrail, target);
        return Map.of(
                "X-Amzn-Bedrock-GuardrailIdentifier",
                copy.id(),
                "X-Amzn-Bedrock-GuardrailVersion",
                copy.version(),
                "X-Amzn-Bedrock-Trace",
                guardrail.trace().label().toUpperCase(Locale.ROOT));
    }

    /// A stream is checked piece by piece before it flows, unless the guardrail is asynchronous
    /// ("Configure streaming response behavior to filter content", Amazon Bedrock User Guide).
    ///
    /// @param json the body, which is not modified
    static ObjectNode inBody(ObjectNode json, AppliedGuardrail guardrail, boolean stream) {
        if (!stream || !guardrail.asynchronous()) {
            return json;
        }
        ObjectNode guarded = SharedMembers.of(json);
        guarded.putObject(MessagesBody.BEDROCKS_OWN + "guardrailConfig").put("streamProcessingMode", "ASYNCHRONOUS");
        return guarded;
    }

    private static Guardrail.Copy copy(AppliedGuardrail guardrail, Target target) {
        return guardrail
                .at(target)
                .orElseThrow(() -> new IllegalArgumentException(target.label() + " has no copy of the guardrail "
                        + guardrail.guardrail().name()));
    }
}
