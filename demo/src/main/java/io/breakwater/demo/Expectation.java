package io.breakwater.demo;

/// What a pattern promises for a burst, worked out from what the gateway told before it.
interface Expectation {

    /// What is promised, in one line.
    String promise();

    PatternVerdict judge(Evidence evidence);
}
