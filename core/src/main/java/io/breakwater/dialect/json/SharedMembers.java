package io.breakwater.dialect.json;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// Copies of JSON objects that share their members with the original. A copy is cheap, however large
/// the members are, since no member is modified from then on.
public final class SharedMembers {

    private SharedMembers() {}

    /// A new object with the members of this one.
    public static ObjectNode of(ObjectNode original) {
        ObjectNode copy = original.objectNode();
        copy.setAll(original);
        return copy;
    }
}
