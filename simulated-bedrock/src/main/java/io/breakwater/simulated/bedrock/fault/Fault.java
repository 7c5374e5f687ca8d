package io.breakwater.simulated.bedrock.fault;

/// One line of a fault script: whom it strikes, with what, when and how often, and with which parameters.
public record Fault(FaultMatch match, FaultKind kind, FaultWindow window, Details details) {}
