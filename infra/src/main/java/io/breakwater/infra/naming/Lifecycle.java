package io.breakwater.infra.naming;

import io.breakwater.settings.Protection;
import software.amazon.awscdk.RemovalPolicy;

/// How an environment's state is kept: the one thing in which environments differ by more than their file.
///
/// @param state what becomes of tables when their stack goes
/// @param guarded deletion and termination protection and point-in-time recovery
public record Lifecycle(RemovalPolicy state, boolean guarded) {
    private static final Lifecycle KEPT = new Lifecycle(RemovalPolicy.RETAIN, true);
    private static final Lifecycle PASSING = new Lifecycle(RemovalPolicy.DESTROY, false);

    public static Lifecycle of(Protection protection) {
        return switch (protection) {
            case GUARDED -> KEPT;
            case DISPOSABLE -> PASSING;
        };
    }
}
