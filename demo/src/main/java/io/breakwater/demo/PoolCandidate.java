package io.breakwater.demo;

import java.util.Optional;

/// A candidate of the gateway's plan: a quota pool with its room.
///
/// @param target `shard/Region/profile`; empty if the gateway does not show it
record PoolCandidate(int tier, String model, Optional<TargetName> target, RequestsLeft room) {

    /// Whether an answer came from this pool: by target, or by model if targets are not shown.
    boolean gave(DemoAnswer answer) {
        boolean shown = target.isPresent() && answer.target().isPresent();
        return shown ? target.equals(answer.target()) : answer.model().equals(Optional.of(model));
    }

    String name() {
        return target.map(TargetName::toString).orElse(model);
    }
}
