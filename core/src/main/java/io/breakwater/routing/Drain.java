package io.breakwater.routing;

import io.breakwater.model.Target;
import java.time.Instant;
import java.util.Optional;

/// An operator's order that a shard or a target takes no new calls; running calls end in their own
/// time.
///
/// @param name a shard's id, or a target's label `shard/Region/profile`
/// @param by who ordered it
/// @param until when it ends by itself, if it does
public record Drain(String name, String by, Instant since, Optional<Instant> until) {

    /// Whether it drains this target, by itself or with its shard.
    public boolean covers(Target target) {
        return name.equals(target.shard().value()) || name.equals(target.label());
    }

    /// Whether it holds at this instant.
    public boolean holds(Instant now) {
        return until.filter(end -> !now.isBefore(end)).isEmpty();
    }
}
