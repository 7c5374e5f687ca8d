package io.breakwater.model;

import java.time.LocalDate;
import java.util.Optional;

/// What the catalogue notes about a model for people and for checks; no request depends on it.
///
/// @param pricesAsOf the day on which its prices were read
/// @param mantleId its id at Bedrock's second endpoint, bedrock-mantle, where it is offered there
public record Listing(Lifecycle lifecycle, Optional<LocalDate> pricesAsOf, Optional<ModelId> mantleId) {
    /// A model without notes.
    public static final Listing NONE = new Listing(Lifecycle.ACTIVE, Optional.empty(), Optional.empty());
}
