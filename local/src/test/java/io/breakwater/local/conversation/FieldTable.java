package io.breakwater.local.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.bedrock.BedrockDialect;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.dialect.body.TranslatedBodies;
import io.breakwater.model.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What becomes of each field of Converse requests, found by looking at the bodies that models get: one
/// row for a field that passes, and one for each value of it that does not.
final class FieldTable {
    private final BedrockDialect dialect = new BedrockDialect(Samples.GATE);
    private final PutRequests models;
    private final FieldRows rows = new FieldRows(SdkMembers.CONVERSE);
    private final List<String> wrong = new ArrayList<>();

    FieldTable(PutRequests models) {
        this.models = models;
    }

    /// Sends a request and notes what becomes of fields and values that were not seen before.
    void send(String request) {
        ObjectNode sent = Samples.json(request);
        String path = request.contains("streamProcessingMode") ? "/converse-stream" : "/converse";
        switch (dialect.decode(Samples.post("/model/claude" + path, request))) {
            case Decoded.Refused(Refusal refusal)
            when refusal.kind() == Refusal.Kind.INVALID_REQUEST -> refused(sent, refusal);
            case Decoded.Refused(Refusal refusal) -> throw new AssertionError(request + ": " + refusal);
            case Decoded.Call(ModelCall call, var _) -> {
                taken(sent, call);
                models.refusals(call).forEach(refusal -> wrong.add(request + " " + refusal));
            }
        }
    }

    /// Requests that the simulated Bedrock refuses although the model has every feature that they need.
    List<String> wrong() {
        return wrong;
    }

    Set<String> fields() {
        return rows.fields();
    }

    List<String> lines() {
        return rows.lines();
    }

    private void refused(ObjectNode sent, Refusal refusal) {
        String field = refusal.about().orElseThrow();
        String path = field.replaceAll("\\[\\d+]", "[]");
        List<JsonNode> values = FieldValues.of(sent, Set.of(path)).getOrDefault(path, List.of());
        rows.add(FieldRow.refused(
                path, values, refusal.message().substring(field.length()).strip()));
    }

    private void taken(ObjectNode sent, ModelCall call) {
        ModelBody asked = (ModelBody) ((TranslatedBodies) call.bodies()).alone();
        List<String> needs = asked.needs().stream().map(Feature::label).sorted().toList();
        Map<String, List<JsonNode>> put = values(models.put(asked, call));
        values(sent).forEach((field, before) -> {
            List<JsonNode> after = put.getOrDefault(field, List.of());
            rows.add(FieldRow.taken(field, before, after, needs, adapted(field, after, call)));
        });
    }

    /// How answers name the adaptation if a model gets the field in another form.
    private List<String> adapted(String field, List<JsonNode> put, ModelCall call) {
        Set<String> labels = new TreeSet<>();
        for (ModelBody body : models.bodies(call).values()) {
            List<JsonNode> values = values(models.put(body, call)).getOrDefault(field, List.of());
            if (!values.equals(put)) {
                labels.addAll(body.adapted().isEmpty() ? List.of("unnamed") : body.adapted());
            }
        }
        return List.copyOf(labels);
    }

    private static Map<String, List<JsonNode>> values(ObjectNode body) {
        return FieldValues.of(body, SdkMembers.WHOLE);
    }
}
