package io.breakwater.ops.scp;

import java.util.List;

/// What can be said of a condition whose facts are not all known (Kleene's three-valued logic).
enum Truth {
    NO,
    MAYBE,
    YES;

    static Truth of(boolean known) {
        return known ? YES : NO;
    }

    /// Of something that is one of several, which have these truths: known where they all say the same.
    static Truth ofAny(List<Truth> each) {
        return each.stream().distinct().count() == 1 ? each.getFirst() : MAYBE;
    }

    /// True if both are; false if one is false, whatever the other.
    Truth and(Truth other) {
        return compareTo(other) < 0 ? this : other;
    }

    /// True if one is.
    Truth or(Truth other) {
        return compareTo(other) > 0 ? this : other;
    }

    Truth not() {
        return switch (this) {
            case NO -> YES;
            case MAYBE -> MAYBE;
            case YES -> NO;
        };
    }
}
