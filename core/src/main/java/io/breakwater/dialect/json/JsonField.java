package io.breakwater.dialect.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A place in a body. It knows its path, such as `messages[2].content[0].type`, and reads its value as
/// one type, or records in [FieldFaults] what the value is instead.
///
/// A member that is `null` counts as absent, as clients write `null` for options that they do not use.
public final class JsonField {
    private final @Nullable JsonField parent;
    private final String step;
    private final JsonNode node;
    private final FieldFaults faults;

    private JsonField(@Nullable JsonField parent, String step, JsonNode node, FieldFaults faults) {
        this.parent = parent;
        this.step = step;
        this.node = node;
        this.faults = faults;
    }

    public static JsonField root(ObjectNode body, FieldFaults faults) {
        return new JsonField(null, "", body, faults);
    }

    public JsonField at(String member) {
        JsonNode value = node.get(member);
        return new JsonField(this, member, value == null ? MissingNode.getInstance() : value, faults);
    }

    public JsonNode node() {
        return node;
    }

    public boolean present() {
        return !node.isMissingNode() && !node.isNull();
    }

    /// Whether this is an object; any other value that is not absent is recorded as a fault.
    public boolean isObject() {
        return is(node.isObject(), "an object");
    }

    /// As [#isObject], but absence is a fault, too.
    public boolean isRequiredObject() {
        return required("an object") && isObject();
    }

    /// The elements; none if absent.
    public List<JsonField> items() {
        if (!is(node.isArray(), "an array")) {
            return List.of();
        }
        List<JsonField> items = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            items.add(new JsonField(this, "[" + i + "]", node.get(i), faults));
        }
        return items;
    }

    /// The elements of an array that must be there and not be empty.
    public List<JsonField> requiredItems() {
        List<JsonField> items = required("an array") ? items() : List.of();
        if (node.isArray() && node.isEmpty()) {
            refuse("must not be empty");
        }
        return items;
    }

    public Optional<String> text() {
        return is(node.isTextual(), "a string") ? Optional.of(node.textValue()) : Optional.empty();
    }

    /// The text, or after a finding an empty one.
    public String requiredText() {
        return required("a string") ? text().orElse("") : "";
    }

    /// A text that has at least one character, or after a finding an empty one.
    public String requiredFilledText() {
        String text = requiredText();
        if (text.isEmpty()) {
            refuse("must not be empty");
        }
        return text;
    }

    public boolean flag(boolean otherwise) {
        return is(node.isBoolean(), "true or false") ? node.booleanValue() : otherwise;
    }

    public OptionalLong whole(long min, long max) {
        String wanted = "a whole number from %d to %d".formatted(min, max);
        if (!is(node.isIntegralNumber(), wanted)) {
            return OptionalLong.empty();
        }
        boolean inRange = node.canConvertToLong() && node.longValue() >= min && node.longValue() <= max;
        return is(inRange, wanted) ? OptionalLong.of(node.longValue()) : OptionalLong.empty();
    }

    public Optional<BigDecimal> number(long min, long max) {
        String wanted = "a number from %d to %d".formatted(min, max);
        if (!is(node.isNumber(), wanted)) {
            return Optional.empty();
        }
        BigDecimal value = node.decimalValue();
        boolean inRange =
                value.compareTo(BigDecimal.valueOf(min)) >= 0 && value.compareTo(BigDecimal.valueOf(max)) <= 0;
        return is(inRange, wanted) ? Optional.of(value) : Optional.empty();
    }

    /// Records every member that is not among the known as a fault.
    public void only(Set<String> known) {
        refuseMembers(member -> !known.contains(member));
    }

    /// Records every member that is among the unsupported as a fault; other members are ignored.
    public void none(Set<String> unsupported) {
        refuseMembers(unsupported::contains);
    }

    private void refuseMembers(Predicate<String> unsupported) {
        for (String member : (Iterable<String>) node::fieldNames) {
            if (unsupported.test(member) && !node.get(member).isNull()) {
                at(member).refuse("is not supported; leave it out");
            }
        }
    }

    /// Records this place as wrong; the text continues the path, as in `must be a string`.
    public void refuse(String text) {
        if (faults.found()) {
            return;
        }
        String path = path();
        faults.add(path.isEmpty() ? "the body" : path, text);
    }

    public String path() {
        if (parent == null) {
            return "";
        }
        String before = parent.path();
        if (parent.node.isArray()) {
            return before + step;
        }
        return before.isEmpty() ? ShownJson.name(step) : before + "." + ShownJson.name(step);
    }

    private boolean required(String wanted) {
        if (!present()) {
            refuse("is missing; it must be " + wanted);
        }
        return present();
    }

    private boolean is(boolean right, String wanted) {
        if (!right && present()) {
            refuse("must be " + wanted + ", got " + ShownJson.kind(node));
        }
        return right;
    }
}
