package io.breakwater.ops.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.ops.text.TextTable;
import java.util.stream.Collectors;

/// The API's answers as people read them.
final class AnswerTexts {

    static String tenants(JsonNode answer) {
        TextTable table = new TextTable("TENANT", "PLAN", "SOURCE", "LIVE KEYS", "IN FLIGHT", "STATE", "OVERRIDES");
        answer.path("tenants")
                .forEach(tenant -> table.row(
                        text(tenant, "tenant"),
                        text(tenant, "plan"),
                        text(tenant, "source"),
                        text(tenant, "liveKeys"),
                        text(tenant, "inFlight"),
                        state(tenant),
                        overrides(tenant)));
        return table.toString();
    }

    static String entries(JsonNode answer) {
        String all =
                answer.path("entries").valueStream().map(JsonNode::toString).collect(Collectors.joining("\n"));
        return all.isEmpty() ? "No operator has applied a tenant." : all;
    }

    static String tenant(JsonNode answer) {
        return "Tenant %s, plan %s, %s\nModels: %s\n\n%s\n\n%s"
                .formatted(
                        text(answer, "tenant"),
                        text(answer, "plan"),
                        state(answer),
                        list(answer.path("models")),
                        limits(answer),
                        keys(answer));
    }

    private static String limits(JsonNode answer) {
        TextTable table = new TextTable("LIMIT", "VALUE", "USED", "HELD", "LEFT");
        for (String rate : new String[] {"requestsPerMinute", "tokensPerMinute"}) {
            table.row(rate, text(answer.path(rate), "limit"), "", "", text(answer.path(rate), "remaining"));
        }
        counted(table, "tokensPerDay", answer.path("tokensToday"));
        counted(table, "usdPerMonth", answer.path("usdThisMonth"));
        JsonNode concurrency = answer.path("concurrency");
        table.row("concurrency", text(concurrency, "limit"), text(concurrency, "inFlight"), "", "");
        return table + "\nOverrides: " + overrides(answer);
    }

    private static void counted(TextTable table, String name, JsonNode count) {
        table.row(name, text(count, "limit"), text(count, "used"), text(count, "held"), "");
    }

    static String usage(JsonNode answer) {
        TextTable table =
                new TextTable("TENANT", "TOKENS TODAY", "HELD", "LIMIT", "USD THIS MONTH", "HELD", "LIMIT", "STATE");
        answer.path("tenants").forEach(tenant -> {
            JsonNode tokens = tenant.path("tokensToday");
            JsonNode money = tenant.path("usdThisMonth");
            table.row(
                    text(tenant, "tenant"),
                    text(tokens, "used"),
                    text(tokens, "held"),
                    text(tokens, "limit"),
                    text(money, "used"),
                    text(money, "held"),
                    text(money, "limit"),
                    state(tenant));
        });
        return table.toString();
    }

    static String keys(JsonNode answer) {
        TextTable table = new TextTable("KEY", "STATE", "ISSUED", "ENDS", "LAST USED", "MODELS", "SOURCES");
        answer.path("keys")
                .forEach(key -> table.row(
                        text(key, "id"),
                        text(key, "state"),
                        text(key, "issued"),
                        text(key, "notAfter"),
                        text(key, "lastUsed"),
                        list(key.path("models")),
                        list(key.path("sources"))));
        return table.toString();
    }

    /// A new key; the secret is alone on its line, to be copied or piped.
    static String newKey(JsonNode answer) {
        String replaced = answer.path("replaces").isObject()
                ? "It replaces %s, which ends after the grace.\n"
                        .formatted(answer.at("/replaces/id").asText())
                : "";
        return "Key %s of tenant %s. Its text is shown only this once:\n\n%s\n\n%s%s"
                .formatted(
                        answer.at("/key/id").asText(),
                        text(answer, "tenant"),
                        text(answer, "secret"),
                        replaced,
                        answer.path("warning").asText(""));
    }

    static String revoked(JsonNode answer) {
        return "Key %s of tenant %s is %s."
                .formatted(
                        answer.at("/key/id").asText(),
                        text(answer, "tenant"),
                        answer.at("/key/state").asText());
    }

    static String amended(JsonNode answer) {
        return "Tenant %s: %s, overrides: %s".formatted(text(answer, "tenant"), state(answer), overrides(answer));
    }

    static String drains(JsonNode answer) {
        TextTable table = new TextTable("DRAINED", "SINCE", "UNTIL", "BY");
        answer.path("drains")
                .forEach(drain ->
                        table.row(text(drain, "name"), text(drain, "since"), text(drain, "until"), text(drain, "by")));
        return table.toString();
    }

    static String drain(JsonNode answer) {
        return answer.path("drained").asBoolean()
                ? "%s is drained until %s; the routers know within 5 s."
                        .formatted(text(answer, "name"), answer.path("until").asText("it is brought back"))
                : text(answer, "name") + " is back in service; the routers know within 5 s.";
    }

    private static String state(JsonNode tenant) {
        return tenant.path("suspended").asBoolean() ? "suspended" : "active";
    }

    private static String overrides(JsonNode tenant) {
        String all = tenant.path("overrides")
                .valueStream()
                .map(one -> "%s=%s until %s".formatted(text(one, "limit"), text(one, "value"), text(one, "until")))
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all;
    }

    private static String list(JsonNode values) {
        String all = values.valueStream().map(JsonNode::asText).collect(Collectors.joining(","));
        return all.isEmpty() ? "any" : all;
    }

    /// A member's text; a dash if it is missing.
    private static String text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isMissingNode() || value.isNull() ? "-" : value.asText();
    }

    private AnswerTexts() {}
}
