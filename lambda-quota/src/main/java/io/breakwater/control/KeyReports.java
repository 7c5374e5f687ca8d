package io.breakwater.control;

import io.breakwater.adapters.telemetry.EmbeddedMetrics;
import io.breakwater.identity.KeyVerdict.Reason;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Who is told of keys that do not open. A refused key is the authorizer at work; a key that could not be
/// checked is its failure.
///
/// @param refused told when and why a key is refused
/// @param unchecked told when a key, or the first of all, could not be checked
record KeyReports(BiConsumer<Instant, Reason> refused, Consumer<Instant> unchecked) {
    static final KeyReports NONE = new KeyReports((_, _) -> {}, _ -> {});

    static KeyReports metrics(EmbeddedMetrics metrics) {
        return new KeyReports((at, reason) -> metrics.keyRefused(at, reason.label()), metrics::keyUnchecked);
    }

    /// What the check comes to; one that fails is told of, and fails.
    <T> T checked(Instant now, Supplier<T> check) {
        try {
            return check.get();
        } catch (RuntimeException failed) {
            unchecked.accept(now);
            throw failed;
        }
    }
}
