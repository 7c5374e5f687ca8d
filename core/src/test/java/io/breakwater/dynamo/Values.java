package io.breakwater.dynamo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Values in DynamoDB's JSON: an object of one field, which is named by the type.
final class Values {
    private static final int MOST_DIGITS = 38;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Values() {}

    /// @throws DynamoRefusal if it is not a value, or of a type that this project does not store
    static Value read(JsonNode node) {
        if (!node.isObject() || node.size() != 1) {
            throw DynamoRefusal.validation(
                    "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the"
                            + " supported datatypes");
        }
        String type = node.fieldNames().next();
        JsonNode content = node.get(type);
        return switch (type) {
            case "S" -> new Value.Text(content.asText());
            case "N" -> new Value.Numeric(number(content.asText()));
            case "BOOL" -> new Value.Bool(content.asBoolean());
            case "SS" -> new Value.Texts(set("string", content, text -> text));
            case "M" -> new Value.Fields(item(content));
            case "NS" -> new Value.Numbers(set("number", content, Values::number));
            default -> throw DynamoRefusal.validation("values of type %s are not in use here".formatted(type));
        };
    }

    static Map<String, Value> item(JsonNode node) {
        Map<String, Value> item = new TreeMap<>();
        node.properties().forEach(field -> item.put(field.getKey(), read(field.getValue())));
        return item;
    }

    /// The number as DynamoDB keeps it: with at most 38 digits and without trailing zeros.
    ///
    /// @throws DynamoRefusal if it has more digits
    static BigDecimal kept(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        if (stripped.precision() > MOST_DIGITS) {
            throw DynamoRefusal.validation(
                    "Attempting to store more than %d significant digits in a Number".formatted(MOST_DIGITS));
        }
        return stripped.round(new MathContext(MOST_DIGITS));
    }

    private static BigDecimal number(String text) {
        try {
            return kept(new BigDecimal(text));
        } catch (NumberFormatException notOne) {
            throw DynamoRefusal.validation("The parameter cannot be converted to a numeric value: %s".formatted(text));
        }
    }

    private static <T extends Comparable<T>> SortedSet<T> set(String kind, JsonNode content, Function<String, T> read) {
        SortedSet<T> set = new TreeSet<>();
        content.forEach(element -> set.add(read.apply(element.asText())));
        if (set.isEmpty()) {
            throw DynamoRefusal.validation(
                    "One or more parameter values were invalid: An %s set  may not be empty".formatted(kind));
        }
        if (set.size() < content.size()) {
            throw DynamoRefusal.validation(
                    "One or more parameter values were invalid: Input collection %s contains duplicates."
                            .formatted(content));
        }
        return set;
    }

    static ObjectNode json(Map<String, Value> item) {
        ObjectNode node = JSON.objectNode();
        item.forEach((name, value) -> node.set(name, json(value)));
        return node;
    }

    private static ObjectNode json(Value value) {
        ObjectNode node = JSON.objectNode();
        switch (value) {
            case Value.Text(String text) -> node.put("S", text);
            case Value.Numeric(BigDecimal number) -> node.put("N", number.toPlainString());
            case Value.Bool(boolean truth) -> node.put("BOOL", truth);
            case Value.Texts(SortedSet<String> texts) -> texts.forEach(array(node, "SS")::add);
            case Value.Numbers(SortedSet<BigDecimal> numbers) -> {
                ArrayNode array = array(node, "NS");
                numbers.forEach(number -> array.add(number.toPlainString()));
            }
            case Value.Fields(Map<String, Value> fields) -> node.set("M", json(fields));
        }
        return node;
    }

    private static ArrayNode array(ObjectNode node, String type) {
        return node.putArray(type);
    }
}
