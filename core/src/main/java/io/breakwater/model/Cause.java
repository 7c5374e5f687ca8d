package io.breakwater.model;

import java.util.Optional;

/// Why a request was refused or its answer is not whole, in one line for operators.
///
/// @param reason what happened: never a part of a prompt, a key or a credential
/// @param target where it happened, where it was at one target
public record Cause(String reason, Optional<Target> target) {

    public static Cause nobody(String reason) {
        return new Cause(reason, Optional.empty());
    }

    public static Cause of(Target target, String reason) {
        return new Cause(reason, Optional.of(target));
    }
}
