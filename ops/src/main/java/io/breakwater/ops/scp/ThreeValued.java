package io.breakwater.ops.scp;

import java.util.List;

/// The truth of a condition whose facts are not all known (Kleene's three-valued logic).
enum ThreeValued {
    NO,
    MAYBE,
    YES;

    static ThreeValued of(boolean known) {
        return known ? YES : NO;
    }

    /// The truth of one unknown among several: known if all agree.
    static ThreeValued ofAny(List<ThreeValued> each) {
        return each.stream().distinct().count() == 1 ? each.getFirst() : MAYBE;
    }

    /// True if both are true; false if one is false, even if the other is unknown.
    ThreeValued and(ThreeValued other) {
        return compareTo(other) < 0 ? this : other;
    }

    /// True if one is true.
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
