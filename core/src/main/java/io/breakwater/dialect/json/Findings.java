package io.breakwater.dialect.json;

import io.breakwater.dialect.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The faults found while reading a body. After a fault, reading goes on with harmless values; only the
/// first fault is reported.
public final class Findings {
    private @Nullable Refusal first;

    void add(String path, String text) {
        add(Refusal.invalidRequest(path + " " + text, Optional.of(path)));
    }

    /// Records a refusal, unless there is one already.
    public void add(Refusal refusal) {
        if (first == null) {
            first = refusal;
        }
    }

    public Optional<Refusal> first() {
        return Optional.ofNullable(first);
    }
}
