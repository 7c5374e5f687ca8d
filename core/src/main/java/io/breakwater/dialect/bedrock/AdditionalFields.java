package io.breakwater.dialect.bedrock;

import io.breakwater.dialect.json.JsonField;
import java.util.Set;

/// The members of `additionalModelRequestFields` that a client may set; others could change what a call costs or
/// does behind the gateway's back.
final class AdditionalFields {
    private static final long MOST_TOP_K = 100_000;

    /// `reasoning_config` is Claude's on Bedrock, `reasoningConfig` Amazon Nova's.
    private static final Set<String> ALLOWED =
            Set.of("thinking", "top_k", "anthropic_beta", "reasoning_config", "reasoningConfig");

    private AdditionalFields() {}

    static void check(JsonField fields) {
        if (!fields.isObject()) {
            return;
        }
        fields.only(ALLOWED);
        fields.at("top_k").whole(0, MOST_TOP_K);
        fields.at("anthropic_beta").items().forEach(JsonField::requiredFilledText);
        fields.at("thinking").isObject();
        fields.at("reasoning_config").isObject();
        fields.at("reasoningConfig").isObject();
    }
}
