package io.breakwater.ops.scp;

/// What can be said of a condition whose facts are not all known (Kleene's three-valued logic).
enum Truth {
    NO,
    MAYBE,
    YES;

    static Truth of(boolean known) {
        return known ? YES : NO;
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
