package io.breakwater.local.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.openai.OpenAiDialect;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelCard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What becomes of members of chat completions, found by comparing the bodies that models get with a
/// member and without it.
final class ChatFieldTable {
    private final OpenAiDialect dialect = new OpenAiDialect(Samples.GATE);
    private final PutRequests models;
    private final FieldRows rows;
    private final List<String> wrong = new ArrayList<>();

    /// @param known the paths of all known members, in their order
    ChatFieldTable(List<String> known, PutRequests models) {
        this.rows = new FieldRows(known);
        this.models = models;
    }

    /// Sends a request and notes what becomes of one of its members.
    ///
    /// @param how words about the form in which the request has the member, if its value does not show
    ///     it; may be empty
    void send(String path, String how, ObjectNode request) {
        rows.add(row(path, request).sent(how));
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

    private FieldRow row(String path, ObjectNode request) {
        RequestMember member = RequestMember.at(path);
        String field = general(path);
        List<JsonNode> sent = member.values(request);
        return switch (decoded(request)) {
            case Decoded.Refused(Refusal refusal) -> FieldRow.refused(field, sent, message(field, refusal));
            case Decoded.Call call -> {
                if (sent.isEmpty()) {
                    wrong.add("%s is not in %s".formatted(path, request));
                }
                models.refusals(call.call()).forEach(refusal -> wrong.add(request + " " + refusal));
                yield taken(field, sent, PutChat.of(call, models), other(member, request));
            }
        };
    }

    private Decoded decoded(ObjectNode request) {
        return dialect.decode(Samples.post("/v1/chat/completions", request.toString()));
    }

    /// The first request to compare with that the gateway accepts.
    private PutChat other(RequestMember member, ObjectNode request) {
        return member.others(request)
                .flatMap(other -> decoded(other) instanceof Decoded.Call call ? Stream.of(call) : Stream.empty())
                .findFirst()
                .map(call -> PutChat.of(call, models))
                .orElseThrow(() -> new AssertionError("nothing to compare with, of " + member + " in " + request));
    }

    private static FieldRow taken(String field, List<JsonNode> sent, PutChat asked, PutChat other) {
        ModelCard able = asked.able();
        Map<String, List<JsonNode>> put = new LinkedHashMap<>(asked.beyond(other, able));
        List<String> adapted = adapted(asked, other, put);
        if (!asked.decoded().responder().equals(other.decoded().responder())) {
            put.put("answer", sent);
        }
        Set<Feature> needs = new HashSet<>(asked.bodies().get(able).needs());
        needs.removeAll(other.bodies().get(able).needs());
        return FieldRow.translated(
                field, sent, put, needs.stream().map(Feature::label).sorted().toList(), adapted);
    }

    /// How answers name the adaptation if a model gets the member in another form.
    private static List<String> adapted(PutChat asked, PutChat other, Map<String, List<JsonNode>> put) {
        Set<String> labels = new TreeSet<>();
        for (ModelCard model : asked.bodies().keySet()) {
            Set<String> names = new HashSet<>(asked.adapted(model));
            names.removeAll(other.adapted(model));
            labels.addAll(names);
            if (names.isEmpty() && !asked.beyond(other, model).equals(put)) {
                labels.add("unnamed");
            }
        }
        return List.copyOf(labels);
    }

    private static String message(String field, Refusal refusal) {
        if (refusal.kind() != Refusal.Kind.INVALID_REQUEST) {
            throw new AssertionError(refusal);
        }
        return refusal.about()
                .filter(path -> general(path).equals(field))
                .map(path -> refusal.message().substring(path.length()).strip())
                .orElse(refusal.message());
    }

    private static String general(String path) {
        return path.replaceAll("\\[\\d+]", "[]");
    }
}
