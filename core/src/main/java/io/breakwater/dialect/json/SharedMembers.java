package io.breakwater.dialect.json;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// Copies of JSON objects whose members are those of the original: cheap however large these are, as neither is
/// modified from then on.
public final class SharedMembers {

    private SharedMembers() {}

    /// An object of its own, with the members of this one.
    public static ObjectNode of(ObjectNode original) {
        ObjectNode copy = original.objectNode();
        copy.setAll(original);
        return copy;
    }
}
