package io.breakwater.demo;

/// What a pattern promises for a burst, computed from the limits that the gateway showed before it.
interface Expectation {

    /// The promise in one line.
    String promise();

    PatternVerdict judge(Evidence evidence);
}
