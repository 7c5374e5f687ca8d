package io.breakwater.dialect.body;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The references (`$ref`) of a JSON schema: where they lead, and whether they end.
final class SchemaReferences {
    static final String REFERENCE = "$ref";
    static final List<String> DEFINITIONS = List.of("$defs", "definitions");
    static final List<String> ALTERNATIVES = List.of("anyOf", "oneOf", "allOf");

    /// The longest chain of references that is followed; a longer one counts as endless.
    private static final int LONGEST_WAY = 200;

    /// The greatest depth to which a schema is followed, through its references; a deeper one counts as
    /// endless.
    private static final int DEEPEST = 500;

    private final JsonNode root;
    private final Set<String> onTheWay = new HashSet<>();
    private final Set<String> ending = new HashSet<>();
    private int depth;

    private SchemaReferences(JsonNode root) {
        this.root = root;
    }

    /// Whether each reference leads to a place in the document, and none back to itself.
    static boolean allEnd(JsonNode root) {
        return new SchemaReferences(root).end(root);
    }

    /// The target of a reference; a missing node if it is not in the document.
    static JsonNode target(JsonNode root, String reference) {
        return reference.startsWith("#/")
                ? root.at(JsonPointer.compile(reference.substring(1)))
                : MissingNode.getInstance();
    }

    /// Definitions count only if something refers to them. A place is followed only once, as references
    /// may branch.
    private boolean end(JsonNode schema) {
        if (!schema.isObject()) {
            return true;
        }
        if (depth == DEEPEST) {
            return false;
        }
        depth++;
        boolean ends = partsEnd(schema);
        depth--;
        return ends;
    }

    private boolean partsEnd(JsonNode schema) {
        return ends(schema.path(REFERENCE))
                && endIn(schema.path("properties"))
                && alternativesEnd(schema)
                && endIn(schema.path("prefixItems"))
                && end(schema.path("items"));
    }

    private boolean alternativesEnd(JsonNode schema) {
        for (String name : ALTERNATIVES) {
            if (!endIn(schema.path(name))) {
                return false;
            }
        }
        return true;
    }

    private boolean endIn(JsonNode parts) {
        for (JsonNode part : parts) {
            if (!end(part)) {
                return false;
            }
        }
        return true;
    }

    private boolean ends(JsonNode written) {
        String reference = written.asText();
        if (!written.isTextual() || ending.contains(reference)) {
            return true;
        }
        JsonNode target = target(root, reference);
        if (!target.isObject() || onTheWay.size() == LONGEST_WAY || !onTheWay.add(reference) || !end(target)) {
            return false;
        }
        onTheWay.remove(reference);
        return ending.add(reference);
    }
}
