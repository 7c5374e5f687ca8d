package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.dialect.json.SharedMembers;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/// A tool's schema with the root that Bedrock requires: `type: object`, and neither `anyOf`, `oneOf`,
/// `allOf` nor a reference ("ToolInputSchema", Amazon Bedrock API Reference; what Claude on Bedrock was
/// seen to refuse).
///
/// Alternatives become one object that has the properties of all of them and requires what all of them
/// require; the description tells the original alternatives. Arguments keep their form, so neither
/// answers nor earlier calls need a translation.
public final class ToolSchema {
    private static final String TYPE = "type";
    private static final String OBJECT = "object";
    private static final String PROPERTIES = "properties";
    private static final String REQUIRED = "required";
    private static final String DESCRIPTION = "description";
    private static final String ALL_OF = "allOf";
    private static final String ANY_OF = "anyOf";

    /// The most parts that are read and described, however often a schema's references branch.
    private static final int MOST_PARTS = 500;

    private static final int MOST_TOLD = 100_000;

    /// The most property names that are put together in all.
    private static final int MOST_NAMES = 1_000_000;

    private final ObjectNode root;
    private final Set<String> onTheWay = new HashSet<>();
    private int parts;
    private int told;
    private int names;

    private ToolSchema(ObjectNode root) {
        this.root = root;
    }

    /// Whether a schema's `type` is this one or includes it.
    static boolean names(JsonNode type, String name) {
        return type.isArray()
                ? type.valueStream().anyMatch(one -> name.equals(one.textValue()))
                : name.equals(type.textValue());
    }

    /// Whether a root is for objects, or has no type.
    public static boolean maybeObject(JsonNode schema) {
        return !schema.has(TYPE) || names(schema.path(TYPE), OBJECT);
    }

    /// Refuses roots that exclude objects, themselves or in one of their alternatives.
    public static void requireObjects(JsonField schema) {
        if (!schema.node().isObject()) {
            return;
        }
        ofObjects(schema);
        SchemaReferences.ALTERNATIVES.stream()
                .filter(name -> schema.node().path(name).isArray())
                .forEach(name -> schema.at(name).items().forEach(ToolSchema::ofObjects));
    }

    /// Drops `null` from the type, as it means no more than an empty object.
    private static void ofObjects(JsonField schema) {
        boolean none = "null".equals(schema.node().path(TYPE).textValue());
        if (!maybeObject(schema.node()) && !none) {
            schema.at(TYPE).refuse("must be object, as a tool takes named arguments; put the value into a property");
        }
    }

    /// Whether the root says more than its type.
    static boolean isComposed(ObjectNode schema) {
        return schema.has(SchemaReferences.REFERENCE)
                || SchemaReferences.ALTERNATIVES.stream().anyMatch(schema::has);
    }

    /// The schema with that root; the same object if it has the root already, or is not for objects.
    static ObjectNode of(ObjectNode schema) {
        boolean fits = OBJECT.equals(schema.path(TYPE).textValue()) && !isComposed(schema);
        if (fits || !maybeObject(schema)) {
            return schema;
        }
        ObjectNode flat = isComposed(schema) ? new ToolSchema(schema).flat(schema) : SharedMembers.of(schema);
        return flat.put(TYPE, OBJECT);
    }

    private ObjectNode flat(ObjectNode schema) {
        ObjectNode flat = SharedMembers.of(schema);
        flat.remove(SchemaReferences.REFERENCE);
        flat.remove(SchemaReferences.ALTERNATIVES);
        if (schema.path(PROPERTIES) instanceof ObjectNode own) {
            flat.set(PROPERTIES, SharedMembers.of(own));
        }
        referred(schema, flat);
        schema.path(ALL_OF).forEach(part -> merge(flat, part));
        for (String name : new String[] {ANY_OF, "oneOf"}) {
            if (schema.path(name) instanceof ArrayNode forms && !forms.isEmpty()) {
                alternatives(forms, flat);
                tell(name, forms, flat);
            }
        }
        return flat;
    }

    private void referred(ObjectNode schema, ObjectNode flat) {
        String reference = schema.path(SchemaReferences.REFERENCE).asText();
        if (onTheWay.add(reference)) {
            merge(flat, SchemaReferences.target(root, reference));
            onTheWay.remove(reference);
        }
    }

    /// Merges everything that both say.
    private void merge(ObjectNode flat, JsonNode part) {
        if (!(part instanceof ObjectNode schema) || ++parts > MOST_PARTS) {
            return;
        }
        ObjectNode more = flat(schema);
        if (!hasRoomFor(flat, more)) {
            return;
        }
        properties(flat, more);
        Set<String> required = required(flat);
        required.addAll(required(more));
        require(flat, required);
        String told = more.path(DESCRIPTION).asText();
        if (!told.isEmpty()) {
            tell(flat, told);
        }
    }

    private void alternatives(ArrayNode forms, ObjectNode flat) {
        Set<String> common = new LinkedHashSet<>();
        boolean first = true;
        for (JsonNode form : forms) {
            if (form instanceof ObjectNode schema && maybeObject(schema) && ++parts <= MOST_PARTS) {
                ObjectNode one = flat(schema);
                if (!hasRoomFor(flat, one)) {
                    break;
                }
                properties(flat, one);
                if (first) {
                    common.addAll(required(one));
                } else {
                    common.retainAll(required(one));
                }
                first = false;
            }
        }
        common.addAll(required(flat));
        require(flat, common);
    }

    /// Whether the limit on names has room: references that lead to the same long list many times would
    /// put it together each time.
    private boolean hasRoomFor(ObjectNode flat, ObjectNode more) {
        for (ObjectNode each : new ObjectNode[] {flat, more}) {
            names += each.path(PROPERTIES).size() + each.path(REQUIRED).size();
        }
        return names <= MOST_NAMES;
    }

    /// Merges properties; a property that both have may be what either says.
    private static void properties(ObjectNode flat, ObjectNode more) {
        more.path(PROPERTIES).forEachEntry((name, property) -> {
            ObjectNode known = flat.path(PROPERTIES) instanceof ObjectNode own ? own : flat.putObject(PROPERTIES);
            JsonNode before = known.path(name);
            if (before.isMissingNode()) {
                known.set(name, property);
            } else if (!before.equals(property)) {
                ArrayNode either = flat.arrayNode();
                if (before.size() == 1 && before.path(ANY_OF) instanceof ArrayNode several) {
                    several.forEach(either::add);
                } else {
                    either.add(before);
                }
                known.set(name, flat.objectNode().set(ANY_OF, either.add(property)));
            }
        });
    }

    private static Set<String> required(ObjectNode schema) {
        Set<String> names = new LinkedHashSet<>();
        schema.path(REQUIRED).forEach(name -> names.add(name.asText()));
        return names;
    }

    private static void require(ObjectNode schema, Set<String> names) {
        schema.remove(REQUIRED);
        if (!names.isEmpty()) {
            ArrayNode required = schema.putArray(REQUIRED);
            names.forEach(required::add);
        }
    }

    private void tell(String name, ArrayNode forms, ObjectNode flat) {
        if (told < MOST_TOLD) {
            String text = name + ": " + forms;
            told += text.length();
            tell(flat, text);
        }
    }

    /// Adds to the description; a single text is used as it is, several are joined.
    private void tell(ObjectNode schema, String more) {
        String said = schema.path(DESCRIPTION).asText();
        if (said.isEmpty()) {
            schema.put(DESCRIPTION, more);
        } else if (told + said.length() + more.length() <= MOST_TOLD) {
            told += said.length() + more.length();
            schema.put(DESCRIPTION, said + " " + more);
        }
    }
}
