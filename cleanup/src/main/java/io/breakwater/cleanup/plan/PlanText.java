package io.breakwater.cleanup.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import io.breakwater.cleanup.own.Proof;
import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/// A plan as JSON, for people to read and for `apply` to follow. Its digest shows whether it is as it was written.
public final class PlanText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlanText() {}

    public static ObjectNode write(RemovalPlan plan) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("environment", plan.environment());
        json.put("stackId", plan.stackId());
        json.put("home", plan.home());
        json.put("made", plan.made().toString());
        json.put("monthlyMicroUsd", plan.monthlyMicroUsd());
        json.put("digest", plan.digest());
        plan.items().forEach(item -> write(json.withArray("items").addObject(), item));
        return json;
    }

    private static void write(ObjectNode json, PlanItem item) {
        json.put("account", item.place().account().value());
        json.put("region", item.place().region().value());
        json.put("kind", item.kind().name());
        json.put("id", item.id());
        json.put("name", item.name());
        item.proofs().forEach(proof -> json.withArray("proofs").add(proof.name()));
        json.put("bytes", item.bytes());
        json.put("monthlyMicroUsd", item.monthlyMicroUsd());
        json.put("fingerprint", item.fingerprint());
    }

    /// Reads a plan that [#write] wrote.
    ///
    /// @throws IllegalArgumentException if it is none, or was changed since
    public static RemovalPlan read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            RemovalPlan plan = plan(json);
            if (!plan.digest().equals(json.path("digest").asText())) {
                throw new IllegalArgumentException("it was changed since it was written; make a new one with plan");
            }
            return plan;
        } catch (JsonProcessingException | DateTimeException notOurs) {
            throw new IllegalArgumentException("it is no plan: " + notOurs.getMessage(), notOurs);
        }
    }

    private static RemovalPlan plan(JsonNode json) {
        List<PlanItem> items =
                json.path("items").valueStream().map(PlanText::item).toList();
        return new RemovalPlan(
                json.path("environment").asText(),
                json.path("stackId").asText(),
                json.path("home").asText(),
                Instant.parse(json.path("made").asText()),
                items);
    }

    private static PlanItem item(JsonNode json) {
        return new PlanItem(
                new Place(
                        new AccountId(json.path("account").asText()),
                        new Region(json.path("region").asText())),
                Kind.valueOf(json.path("kind").asText()),
                json.path("id").asText(),
                json.path("name").asText(),
                json.path("proofs")
                        .valueStream()
                        .map(proof -> Proof.valueOf(proof.asText()))
                        .toList(),
                json.path("bytes").asLong(),
                json.path("monthlyMicroUsd").asLong(),
                json.path("fingerprint").asText());
    }
}
