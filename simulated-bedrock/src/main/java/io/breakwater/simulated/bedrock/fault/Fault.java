package io.breakwater.simulated.bedrock.fault;

/// One line of a fault script: the calls that it strikes, its kind, when and how often it strikes, and
/// its parameters.
public record Fault(FaultMatch match, FaultKind kind, FaultWindow window, Details details) {}
