package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/// What of a request's schemas OpenAI follows to the letter: a schema that cannot be followed so is sent
/// without `strict`.
final class StrictSchemas {
    /// The member that asks for it, and the label under which it is named where it is not possible.
    static final String MEMBER = "strict";

    /// Keywords of a schema that cannot be followed exactly ("Structured model outputs", OpenAI API
    /// guides).
    private static final Set<String> LOOSE =
            Set.of("allOf", "oneOf", "not", "prefixItems", "if", "patternProperties", "dependentSchemas");

    private final Set<String> loosened = new LinkedHashSet<>();

    /// The labels of what was wanted to the letter and cannot be so.
    Set<String> loosened() {
        return Set.copyOf(loosened);
    }

    /// Whether a schema is followed to the letter; if that is wanted and not possible, it is named.
    boolean strictly(boolean wanted, JsonNode schema) {
        boolean can = isStrict(schema);
        if (wanted && !can) {
            loosened.add(MEMBER);
        }
        return wanted && can;
    }

    /// Whether each object of a schema forbids further members and requires all named ones, as OpenAI
    /// demands for strict schemas ("Structured model outputs", OpenAI API guides).
    static boolean isStrict(JsonNode schema) {
        JsonNode properties = schema.path("properties");
        if (LOOSE.stream().anyMatch(schema::has)) {
            return false;
        }
        boolean closed =
                (!properties.isObject() && !schema.path("type").asText().equals("object"))
                        || (schema.path("additionalProperties").isBoolean()
                                && !schema.path("additionalProperties").booleanValue()
                                && schema.path("required").size() == properties.size());
        return closed && schema.valueStream().allMatch(StrictSchemas::isStrict);
    }
}
