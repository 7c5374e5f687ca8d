package io.breakwater.model;

import java.util.Optional;

/// Why a request was refused or its answer is incomplete, in one line for operators.
///
/// @param reason what happened; it never holds a part of a prompt, a key or a credential
/// @param target where it happened, if at one target
public record Cause(String reason, Optional<Target> target) {

    public static Cause nobody(String reason) {
        return new Cause(reason, Optional.empty());
    }

    public static Cause of(Target target, String reason) {
        return new Cause(reason, Optional.of(target));
    }
}
