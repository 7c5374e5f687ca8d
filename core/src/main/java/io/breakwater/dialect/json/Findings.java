package io.breakwater.dialect.json;

import io.breakwater.dialect.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What reading a body has found wrong. Reading goes on after a fault with harmless values; only the first is told.
public final class Findings {
    private @Nullable Refusal first;

    void add(String path, String text) {
        add(Refusal.invalidRequest(path + " " + text, Optional.of(path)));
    }

    /// Notes a refusal, unless there is one already.
    public void add(Refusal refusal) {
        if (first == null) {
            first = refusal;
        }
    }

    public Optional<Refusal> first() {
        return Optional.ofNullable(first);
    }
}
