package io.breakwater.dynamo;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a request's expressions may refer to by `#name` and `:value`. Each of these must be used by one
/// of the expressions, and no name that is written out may be reserved.
final class ExpressionPlaceholders {
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    /// "Reserved words in DynamoDB", DynamoDB Developer Guide.
    private static final Set<String> RESERVED = reserved();

    private final Map<String, String> names = new TreeMap<>();
    private final Map<String, Value> values = new TreeMap<>();
    private final Set<String> used = new HashSet<>();

    /// @param request may contain `ExpressionAttributeNames` and `ExpressionAttributeValues`
    ExpressionPlaceholders(JsonNode request) {
        filled(request, "ExpressionAttributeNames")
                .properties()
                .forEach(field -> names.put(field.getKey(), field.getValue().asText()));
        values.putAll(Values.item(filled(request, "ExpressionAttributeValues")));
    }

    private static JsonNode filled(JsonNode request, String field) {
        JsonNode given = request.path(field);
        if (given.isObject() && given.isEmpty()) {
            throw DynamoRefusal.validation("%s must not be empty".formatted(field));
        }
        return given;
    }

    private static Set<String> reserved() {
        try (InputStream in = requireNonNull(ExpressionPlaceholders.class.getResourceAsStream("reserved-words.txt"))) {
            String list = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return WHITE_SPACE.splitAsStream(list.strip()).collect(Collectors.toUnmodifiableSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// The attribute to which a name in an expression refers.
    String attribute(String name) {
        if (!name.startsWith("#")) {
            if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                throw DynamoRefusal.validation(
                        "Attribute name is a reserved keyword; reserved keyword: %s".formatted(name));
            }
            return name;
        }
        String meant = names.get(name);
        if (meant == null) {
            throw DynamoRefusal.validation(
                    "An expression attribute name used in the document path is not defined; attribute name: %s"
                            .formatted(name));
        }
        used.add(name);
        return meant;
    }

    Value value(String name) {
        Value meant = values.get(name);
        if (meant == null) {
            throw DynamoRefusal.validation(
                    "An expression attribute value used in expression is not defined; attribute value: %s"
                            .formatted(name));
        }
        used.add(name);
        return meant;
    }

    /// @throws DynamoRefusal if one of them was not used
    void allUsed() {
        unused("ExpressionAttributeNames", names.keySet());
        unused("ExpressionAttributeValues", values.keySet());
    }

    private void unused(String field, Set<String> given) {
        Set<String> left = new TreeSet<>(given);
        left.removeAll(used);
        if (!left.isEmpty()) {
            throw DynamoRefusal.validation(
                    "Value provided in %s unused in expressions: keys: {%s}".formatted(field, String.join(", ", left)));
        }
    }
}
