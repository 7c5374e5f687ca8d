package io.breakwater.routing;

/// What is known of targets beyond any one process: what the copies of the gateway tell each other, and what operators
/// have said.
public record TargetStores(HealthStore health, DrainStore drains) {}
