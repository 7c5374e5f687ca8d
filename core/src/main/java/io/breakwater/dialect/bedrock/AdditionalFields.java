package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.JsonField;
import java.util.Map;

/// `additionalModelRequestFields`: any setting that a model has beyond Converse, except those that the
/// gateway decides or that Converse has a member for, under any vendor's name. All other fields pass,
/// since models get new fields faster than gateways learn them.
final class AdditionalFields {
    private static final String BOUND =
            "sets the bound on the answer, which is reserved: use inferenceConfig.maxTokens";
    private static final String MODEL = "is decided by the path; leave it out";
    private static final String MANNER = "is decided by the path; call /converse-stream for a stream";
    private static final String CONTENT = "belongs into messages and system, where it is counted and checked";
    private static final String PRICE = "is chosen by the gateway, as it changes the price; leave it out";
    private static final String ANSWERS = "would make several answers; send one request for each";
    private static final String GUARDRAIL = "is not a field of a model; use guardrailConfig";
    private static final String SERVERS = "would have the model call servers on its own; call them as tools";

    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("max_tokens", BOUND),
            Map.entry("maxTokens", BOUND),
            Map.entry("max_new_tokens", BOUND),
            Map.entry("max_tokens_to_sample", BOUND),
            Map.entry("max_completion_tokens", BOUND),
            Map.entry("max_output_tokens", BOUND),
            Map.entry("max_gen_len", BOUND),
            Map.entry("maxTokenCount", BOUND),
            Map.entry("model", MODEL),
            Map.entry("modelId", MODEL),
            Map.entry("model_id", MODEL),
            Map.entry("stream", MANNER),
            Map.entry("stream_options", MANNER),
            Map.entry("messages", CONTENT),
            Map.entry("system", CONTENT),
            Map.entry("prompt", CONTENT),
            Map.entry("inputText", CONTENT),
            Map.entry("service_tier", PRICE),
            Map.entry("serviceTier", PRICE),
            Map.entry("speed", PRICE),
            Map.entry("performanceConfig", PRICE),
            Map.entry("n", ANSWERS),
            Map.entry("num_generations", ANSWERS),
            Map.entry("guardrailConfig", GUARDRAIL),
            Map.entry("amazon-bedrock-guardrailConfig", GUARDRAIL),
            Map.entry("mcp_servers", SERVERS));

    /// Names of the bound in the object where Amazon's models keep it apart from other fields (Amazon
    /// Nova and Titan, request schemas).
    private static final Map<String, String> INFERENCE =
            Map.of("maxTokens", BOUND, "max_new_tokens", BOUND, "max_tokens", BOUND, "maxTokenCount", BOUND);

    private AdditionalFields() {}

    static void check(JsonField fields) {
        if (!fields.isObject()) {
            return;
        }
        refuse(fields, REFUSED);
        for (String owner : new String[] {"inferenceConfig", "textGenerationConfig"}) {
            if (fields.at(owner).isObject()) {
                refuse(fields.at(owner), INFERENCE);
            }
        }
        fields.at("anthropic_beta").items().forEach(JsonField::requiredFilledText);
        fields.at("thinking").isObject();
        fields.at("reasoning_config").isObject();
        fields.at("reasoningConfig").isObject();
    }

    private static void refuse(JsonField fields, Map<String, String> refused) {
        if (fields.node() instanceof ObjectNode members) {
            members.fieldNames().forEachRemaining(name -> {
                if (refused.containsKey(name) && fields.at(name).present()) {
                    fields.at(name).refuse(refused.get(name));
                }
            });
        }
    }
}
