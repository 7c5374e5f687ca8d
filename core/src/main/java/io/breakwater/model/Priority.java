package io.breakwater.model;

/// The order in which tenants are shed when targets are short: `LOW` first, `HIGH` last.
public enum Priority {
    LOW,
    STANDARD,
    HIGH
}
