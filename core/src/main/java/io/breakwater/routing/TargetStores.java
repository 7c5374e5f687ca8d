package io.breakwater.routing;

/// The shared stores of what is known about targets: their health, written by the copies of the
/// gateway, and the drains, written by operators.
public record TargetStores(HealthStore health, DrainStore drains) {}
