package io.breakwater.infra.naming;

import io.breakwater.settings.Protection;
import software.amazon.awscdk.RemovalPolicy;

/// How an environment's state is kept: the one difference between environments besides their files.
///
/// @param state what happens to tables when their stack is deleted
/// @param guarded deletion and termination protection and point-in-time recovery
public record StateRetention(RemovalPolicy state, boolean guarded) {
    private static final StateRetention KEPT = new StateRetention(RemovalPolicy.RETAIN, true);
    private static final StateRetention PASSING = new StateRetention(RemovalPolicy.DESTROY, false);

    public static StateRetention of(Protection protection) {
        return switch (protection) {
            case GUARDED -> KEPT;
            case DISPOSABLE -> PASSING;
        };
    }
}
