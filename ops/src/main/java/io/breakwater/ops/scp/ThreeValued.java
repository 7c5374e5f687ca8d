package io.breakwater.ops.scp;

import java.util.List;

/// What can be said of a condition whose facts are not all known (Kleene's three-valued logic).
enum ThreeValued {
    NO,
    MAYBE,
    YES;

    static ThreeValued of(boolean known) {
        return known ? YES : NO;
    }

    /// Of something that is one of several, which have these truths: known where they all say the same.
    static ThreeValued ofAny(List<ThreeValued> each) {
        return each.stream().distinct().count() == 1 ? each.getFirst() : MAYBE;
    }

    /// True if both are; false if one is false, whatever the other.
    ThreeValued and(ThreeValued other) {
        return compareTo(other) < 0 ? this : other;
    }

    /// True if one is.
    ThreeValued or(ThreeValued other) {
        return compareTo(other) > 0 ? this : other;
    }

    ThreeValued not() {
        return switch (this) {
            case NO -> YES;
            case MAYBE -> MAYBE;
            case YES -> NO;
        };
    }
}
