package io.breakwater.ops.diff;

/// A resource that a deploy would touch.
///
/// @param type CloudFormation's type
/// @param path its path in the app
record ResourceChange(Kind kind, String type, String path) {

    enum Kind {
        ADDED,
        CHANGED,
        /// A new one is made, then the old one is deleted.
        REPLACED,
        /// CloudFormation decides by the values whether the resource is replaced.
        PERHAPS_REPLACED,
        DELETED,
        /// It leaves the stack but is not deleted.
        LEFT_ALONE
    }

    boolean endsTheOldOne() {
        return kind == Kind.REPLACED || kind == Kind.PERHAPS_REPLACED || kind == Kind.DELETED;
    }
}
