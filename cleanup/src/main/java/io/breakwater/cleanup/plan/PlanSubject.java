package io.breakwater.cleanup.plan;

import io.breakwater.cleanup.own.Kind;

/// What a plan takes away.
public enum PlanSubject {
    /// What an environment left behind.
    ENVIRONMENT,
    /// The CDK's bootstrap of an environment's accounts and Regions, which all CDK apps there share.
    BOOTSTRAP;

    boolean has(Kind kind) {
        return kind.ofBootstrap() == (this == BOOTSTRAP);
    }
}
