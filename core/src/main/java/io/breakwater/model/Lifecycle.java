package io.breakwater.model;

import java.time.LocalDate;
import java.util.Optional;

/// Where a foundation model stands between its launch and its end ("Model lifecycle", Amazon Bedrock User Guide).
///
/// @param endOfLife the day on which Bedrock stops answering for it, where it is announced
public record Lifecycle(Status status, Optional<LocalDate> endOfLife) {
    /// A model whose end is not announced.
    public static final Lifecycle ACTIVE = new Lifecycle(Status.ACTIVE, Optional.empty());

    /// As Bedrock names it.
    public enum Status {
        ACTIVE,
        /// It still answers, and is closed to accounts that have not called it lately.
        LEGACY
    }

    /// Whether the model has reached its end on this day.
    public boolean ended(LocalDate day) {
        return endOfLife.map(end -> !day.isBefore(end)).orElse(false);
    }
}
