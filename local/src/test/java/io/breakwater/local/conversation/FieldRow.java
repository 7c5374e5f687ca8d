package io.breakwater.local.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What becomes of a field with some values.
///
/// @param field its path without indices, such as `messages[].content[].text`
/// @param sent the values; empty if it passes whatever they are
/// @param needs the features that a model must have for it
/// @param adapted how answers name the adaptation if a model gets it in another form
record FieldRow(String field, String sent, String becomes, List<String> needs, List<String> adapted) {
    static final String CARRIED = "carried";
    private static final String TAKEN_OUT = "taken out";
    private static final int MOST_SHOWN = 60;

    /// A field because of which a request is refused.
    static FieldRow refused(String field, Collection<JsonNode> sent, String message) {
        return new FieldRow(field, shown(sent), "refused: " + message, List.of(), List.of());
    }

    /// @param put the values that reach the model
    static FieldRow taken(
            String field, List<JsonNode> sent, List<JsonNode> put, List<String> needs, List<String> adapted) {
        boolean same = shown(sent).equals(shown(put));
        String becomes = same ? CARRIED : put.isEmpty() ? TAKEN_OUT : shown(put);
        return new FieldRow(field, same ? "" : shown(sent), becomes, needs, adapted);
    }

    /// A field in one language that becomes others in another.
    ///
    /// @param put the values by the fields of the body in which they reach the model; no values for a
    ///     field that
    ///     the body has only without the field
    static FieldRow translated(
            String field,
            List<JsonNode> sent,
            Map<String, List<JsonNode>> put,
            List<String> needs,
            List<String> adapted) {
        String becomes = put.entrySet().stream()
                .map(entry -> translated(entry.getKey(), sent, entry.getValue()))
                .collect(Collectors.joining("; "));
        return new FieldRow(field, shown(sent), becomes.isEmpty() ? "dropped" : becomes, needs, adapted);
    }

    private static String translated(String path, List<JsonNode> sent, List<JsonNode> put) {
        String values = shown(put);
        boolean same = values.equals(shown(sent)) || values.equals(shown(items(sent)));
        return code(path) + " " + (put.isEmpty() ? TAKEN_OUT : same ? CARRIED : values);
    }

    private static List<JsonNode> items(List<JsonNode> values) {
        return values.stream()
                .flatMap(value -> StreamSupport.stream(value.spliterator(), false))
                .toList();
    }

    /// The same row for a field that is sent in a certain form.
    FieldRow sent(String how) {
        String both = Stream.of(sent, how).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
        return new FieldRow(field, both, becomes, needs, adapted);
    }

    /// Whether both rows say the same about the field; what else a request needs does not matter.
    boolean repeats(FieldRow other) {
        return field.equals(other.field) && sent.equals(other.sent) && becomes.equals(other.becomes);
    }

    /// The same row with more names of adaptations.
    FieldRow with(List<String> names) {
        List<String> all = Stream.concat(adapted.stream(), names.stream())
                .distinct()
                .sorted()
                .toList();
        return new FieldRow(field, sent, becomes, needs, all);
    }

    String line() {
        return Stream.of(code(field), sent, becomes, codes(needs), codes(adapted))
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String shown(Collection<JsonNode> values) {
        String all = values.stream().map(JsonNode::toString).collect(Collectors.joining(", "));
        String some = all.length() <= MOST_SHOWN ? all : all.substring(0, MOST_SHOWN) + "...";
        return some.isEmpty() ? "" : code(some);
    }

    private static String codes(List<String> names) {
        return names.stream().map(FieldRow::code).collect(Collectors.joining(", "));
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
