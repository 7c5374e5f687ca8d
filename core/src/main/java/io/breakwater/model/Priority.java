package io.breakwater.model;

/// The order in which tenants are refused when targets lack capacity: `LOW` first, `HIGH` last.
public enum Priority {
    LOW,
    STANDARD,
    HIGH
}
