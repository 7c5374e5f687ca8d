package io.breakwater.control;

import io.breakwater.adapters.telemetry.EmbeddedMetrics;
import io.breakwater.identity.KeyVerdict.Reason;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Reports keys that are not accepted. Refusing a key is the authorizer's work; a key that could not be
/// checked is its failure.
///
/// @param refused called with the time and the reason when a key is refused
/// @param unchecked called with the time when a key, or the first one, could not be checked
record KeyReports(BiConsumer<Instant, Reason> refused, Consumer<Instant> unchecked) {
    static final KeyReports NONE = new KeyReports((_, _) -> {}, _ -> {});

    static KeyReports metrics(EmbeddedMetrics metrics) {
        return new KeyReports((at, reason) -> metrics.keyRefused(at, reason.label()), metrics::keyUnchecked);
    }

    /// The result of the check; a check that fails is reported and then throws.
    <T> T checked(Instant now, Supplier<T> check) {
        try {
            return check.get();
        } catch (RuntimeException failed) {
            unchecked.accept(now);
            throw failed;
        }
    }
}
