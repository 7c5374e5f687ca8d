package io.breakwater.local.conversation;

import static java.util.Comparator.comparingInt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.bedrock.BedrockDialect;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.model.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What becomes of each field of Converse requests, seen at what is put to models: a row for a field that passes, and
/// one for each value of it that does not.
final class FieldTable {
    private final BedrockDialect dialect = new BedrockDialect(Samples.GATE);
    private final List<String> known;
    private final Set<String> whole;
    private final PutRequests models;
    private final List<FieldRow> rows = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    /// @param known the paths of all fields there are, in their order
    /// @param whole paths of objects that are one value, such as a schema
    FieldTable(List<String> known, Set<String> whole, PutRequests models) {
        this.known = known;
        this.whole = whole;
        this.models = models;
    }

    /// Sends a request and notes what becomes of what was not seen before.
    void send(String request) {
        ObjectNode sent = Samples.json(request);
        String path = request.contains("streamProcessingMode") ? "/converse-stream" : "/converse";
        switch (dialect.decode(Samples.post("/model/claude" + path, request))) {
            case Decoded.Refused(Refusal.InvalidRequest refusal) -> refused(sent, refusal);
            case Decoded.Refused(Refusal refusal) -> throw new AssertionError(request + ": " + refusal);
            case Decoded.Call(ModelCall call, var _) -> {
                taken(sent, call);
                models.refusals(call).forEach(refusal -> wrong.add(request + " " + refusal));
            }
        }
    }

    /// What the simulated Bedrock refuses though it was put to a model that has what it needs.
    List<String> wrong() {
        return wrong;
    }

    Set<String> fields() {
        return rows.stream().map(FieldRow::field).collect(Collectors.toSet());
    }

    List<String> lines() {
        return rows.stream()
                .sorted(comparingInt((FieldRow row) -> place(row.field())).thenComparing(FieldRow::field))
                .map(FieldRow::line)
                .toList();
    }

    /// Where the known field stands that has the most of its path; fields of which none is known come last.
    private int place(String field) {
        int place = known.size();
        int longest = 0;
        for (int i = 0; i < known.size(); i++) {
            int shared = shared(known.get(i), field);
            if (shared > longest) {
                place = i;
                longest = shared;
            }
        }
        return place;
    }

    private static int shared(String one, String other) {
        String[] steps = one.split("\\.", -1);
        String[] others = other.split("\\.", -1);
        int shared = 0;
        while (shared < Math.min(steps.length, others.length)
                && steps[shared].replace("[]", "").equals(others[shared].replace("[]", ""))) {
            shared++;
        }
        return shared;
    }

    private void refused(ObjectNode sent, Refusal.InvalidRequest refusal) {
        String field = refusal.field().orElseThrow();
        String path = field.replaceAll("\\[\\d+]", "[]");
        List<JsonNode> values = FieldValues.of(sent, Set.of(path)).getOrDefault(path, List.of());
        add(FieldRow.refused(
                path, values, refusal.message().substring(field.length()).strip()));
    }

    private void taken(ObjectNode sent, ModelCall call) {
        ModelBody asked = (ModelBody) call.bodies();
        List<String> needs = asked.needs().stream().map(Feature::label).sorted().toList();
        Map<String, List<JsonNode>> put = values(models.put(asked, call));
        values(sent).forEach((field, before) -> {
            List<JsonNode> after = put.getOrDefault(field, List.of());
            add(FieldRow.taken(field, before, after, needs, adapted(field, after, call)));
        });
    }

    /// How answers name that a model is put the field otherwise.
    private List<String> adapted(String field, List<JsonNode> put, ModelCall call) {
        Set<String> labels = new TreeSet<>();
        for (ModelBody body : models.adapted(call)) {
            List<JsonNode> values = values(models.put(body, call)).getOrDefault(field, List.of());
            if (!values.equals(put)) {
                labels.addAll(body.adapted().isEmpty() ? List.of("unnamed") : body.adapted());
            }
        }
        return List.copyOf(labels);
    }

    private Map<String, List<JsonNode>> values(ObjectNode body) {
        return FieldValues.of(body, whole);
    }

    private void add(FieldRow row) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).repeats(row)) {
                rows.set(i, rows.get(i).with(row.adapted()));
                return;
            }
        }
        rows.add(row);
    }
}
