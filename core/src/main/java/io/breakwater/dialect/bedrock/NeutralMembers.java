package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.JsonField;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Members of a Converse request that clients send with the one value that changes nothing. With that
/// value they are removed; with any other they are refused by name, since it would change a price on
/// which budgets rely, or has a meaning only for stored prompts. The service tier `flex` stays for
/// models that have it.
final class NeutralMembers {
    static final String SERVICE_TIER = "serviceTier";

    /// @param instead what to do instead of sending another value, for the message
    private record Neutral(String name, Predicate<JsonNode> harmless, String instead) {}

    private static final List<Neutral> ALL = List.of(
            new Neutral(
                    SERVICE_TIER,
                    tier -> tier.isEmpty()
                            || Set.of("default", "flex")
                                    .contains(tier.path("type").asText()),
                    "must have the type default or flex; others have prices of their own, which the gateway's budgets do not know: leave it out"),
            new Neutral(
                    "performanceConfig",
                    config -> config.isEmpty() || isText(config.path("latency"), "standard"),
                    "must have the latency standard; optimized latency has quotas and prices of its own, which the gateway does not know: leave it out"),
            new Neutral(
                    "promptVariables",
                    JsonNode::isEmpty,
                    "must be empty; stored prompts are not called here: send the prompt itself in messages"),
            new Neutral(
                    "projectIdentifier",
                    project -> isText(project, "default"),
                    "must be default; the gateway chooses the account and its project: leave it out"));

    private NeutralMembers() {}

    static void take(JsonField body) {
        for (Neutral member : ALL) {
            JsonField field = body.at(member.name);
            boolean isOfItsKind =
                    member.name.equals("projectIdentifier") ? field.text().isPresent() : field.isObject();
            if (isOfItsKind && !member.harmless.test(field.node())) {
                field.refuse(member.instead);
            }
            if (body.node() instanceof ObjectNode members && !isFlex(member, field.node())) {
                members.remove(member.name);
            }
        }
    }

    /// Whether it is the tier `flex`, which costs less than budgets count and which a model may lack:
    /// the adaptation to each model decides.
    private static boolean isFlex(Neutral member, JsonNode value) {
        return member.name.equals(SERVICE_TIER) && isText(value.path("type"), "flex");
    }

    private static boolean isText(JsonNode value, String text) {
        return text.equals(value.textValue());
    }
}
