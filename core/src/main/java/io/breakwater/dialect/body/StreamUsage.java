package io.breakwater.dialect.body;

import io.breakwater.model.TokenUsage;
import java.util.Optional;

/// Reads from the events of one stream what the whole of it used.
@FunctionalInterface
public interface StreamUsage {

    /// @return the use of the whole answer, as soon as an event says it; what comes later counts
    Optional<TokenUsage> on(ModelEvent event);
}
