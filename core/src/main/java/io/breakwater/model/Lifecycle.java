package io.breakwater.model;

import java.time.LocalDate;
import java.util.Optional;

/// The stage of a foundation model between its launch and its end of life ("Model lifecycle", Amazon
/// Bedrock User Guide).
///
/// @param endOfLife the day from which Bedrock no longer serves it, if announced
public record Lifecycle(Status status, Optional<LocalDate> endOfLife) {
    /// A model without an announced end of life.
    public static final Lifecycle ACTIVE = new Lifecycle(Status.ACTIVE, Optional.empty());

    /// As Bedrock names it.
    public enum Status {
        ACTIVE,
        /// It still answers, but is closed to accounts that have not called it recently.
        LEGACY
    }

    /// Whether the model has reached its end of life on this day.
    public boolean ended(LocalDate day) {
        return endOfLife.map(end -> !day.isBefore(end)).orElse(false);
    }
}
