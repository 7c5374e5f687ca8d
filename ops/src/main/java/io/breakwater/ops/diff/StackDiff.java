package io.breakwater.ops.diff;

import java.util.ArrayList;
import java.util.List;

/// The changes of a deploy to one stack.
///
/// @param name the stack's name
/// @param changes its resources that would be touched
record StackDiff(String name, List<ResourceChange> changes) {

    StackDiff {
        changes = List.copyOf(changes);
    }

    /// Whether no existing resource would be replaced or deleted.
    boolean keepsAll() {
        return changes.stream().noneMatch(ResourceChange::endsTheOldOne);
    }

    StackDiff and(ResourceChange change) {
        List<ResourceChange> more = new ArrayList<>(changes);
        more.add(change);
        return new StackDiff(name, more);
    }

    long count(ResourceChange.Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).count();
    }
}
