package io.breakwater.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Findings;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Responder;
import io.breakwater.dialect.body.GuardrailConfig;
import io.breakwater.dialect.body.MessagesBody;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.dialect.json.JsonField;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/// Reads as little as possible of a Messages request, since unknown members are the model's business:
/// the model asked for, the bound, and that the body sets nothing that the gateway decides.
final class MessagesRequest {
    private static final long MOST_TOKENS = 10_000_000;
    private static final String PRICE = "is chosen by the gateway, as it changes the price; leave it out";

    /// Members that would change a price, the isolation of tenants or a guardrail.
    private static final Map<String, String> REFUSED = Map.of(
            "mcp_servers", "would have the model call servers on its own; call them as tools",
            "speed", PRICE,
            "inference_geo", "is chosen by the gateway, which enforces residency; leave it out");

    /// The two values that change nothing when there is only one tier.
    private static final Set<String> USUAL_TIERS = Set.of("auto", "standard_only");

    private final ObjectNode json;
    private final String version;
    private final List<String> betas;
    private final boolean counting;
    private final Findings findings = new Findings();
    private final JsonField body;
    private final Function<ObjectNode, ModelBodies> bodies;
    private final Responder responder;

    /// @param version the version of the API that the client names
    /// @param counting whether the tokens are only counted
    MessagesRequest(ObjectNode json, String version, List<String> betas, boolean counting) {
        this(json, version, betas, counting, MessagesBodies::of, new MessagesResponder(TranslatedRequest.asJson(json)));
    }

    /// @param bodies the checked request in the form for each model
    MessagesRequest(
            ObjectNode json,
            String version,
            List<String> betas,
            boolean counting,
            Function<ObjectNode, ModelBodies> bodies,
            Responder responder) {
        this.bodies = bodies;
        this.responder = responder;
        this.json = json;
        this.version = version;
        this.betas = betas;
        this.counting = counting;
        this.body = JsonField.root(json, findings);
    }

    Decoded decode(NameResolver names) {
        String model = body.at("model").requiredFilledText();
        boolean stream = body.at("stream").flag(false);
        OptionalLong maxTokens = maxTokens();
        check();
        own();
        Optional<Refusal> wrong = findings.first();
        if (wrong.isPresent()) {
            return new Decoded.Refused(wrong.get());
        }
        return names.alias(model)
                .<Decoded>map(alias -> new Decoded.Call(
                        new ModelCall(alias, stream, bodies.apply(json), maxTokens).sessionOf(json), responder))
                .orElseGet(() -> new Decoded.Refused(names.unknown(model)));
    }

    private OptionalLong maxTokens() {
        JsonField field = body.at("max_tokens");
        if (!counting && !field.present()) {
            field.refuse("is missing; it must be a whole number");
        }
        return field.whole(1, MOST_TOKENS);
    }

    private void check() {
        for (JsonField message : body.at("messages").requiredItems()) {
            if (message.isRequiredObject()) {
                message.at("role").requiredFilledText();
            }
        }
        REFUSED.forEach((member, why) -> {
            if (body.at(member).present()) {
                body.at(member).refuse(why);
            }
        });
        if (body.at("service_tier")
                .text()
                .filter(tier -> !USUAL_TIERS.contains(tier))
                .isPresent()) {
            body.at("service_tier").refuse(PRICE);
        }
        GuardrailConfig.refuseMembers(body);
        compaction();
    }

    /// Refuses compaction: Bedrock bills its tokens but does not report them with the answer's
    /// ("Compaction", Amazon Bedrock User Guide), so neither quota nor budget would count them.
    private void compaction() {
        JsonField management = body.at("context_management");
        if (management.isObject()) {
            for (JsonField edit : management.at("edits").items()) {
                if (edit.at("type").text().orElse("").startsWith("compact")) {
                    edit.at("type")
                            .refuse(
                                    "is not offered, because Bedrock does not report its cost; shorten the conversation");
                }
            }
        }
    }

    /// Sets or removes the gateway's own members. The version is chosen for each model; this API of
    /// Bedrock's has no member `service_tier`.
    private void own() {
        json.remove(List.of("model", "stream", "service_tier"));
        boolean newer = version.equals(MessagesBody.NEWER_VERSION);
        json.put(MessagesBody.VERSION, newer ? MessagesBody.NEWER_VERSION : MessagesBody.BEDROCKS_VERSION);
        MessagesBetas.put(betas, body);
    }
}
