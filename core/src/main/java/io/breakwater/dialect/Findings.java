package io.breakwater.dialect;

import io.breakwater.dialect.json.FieldFaults;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The faults found while reading a body. After a fault, reading goes on with harmless values; only the
/// first fault is reported.
public final class Findings implements FieldFaults {
    private @Nullable Refusal first;

    @Override
    public void add(String path, String text) {
        add(Refusal.invalidRequest(path + " " + text, Optional.of(path)));
    }

    /// Records a refusal, unless there is one already.
    public void add(Refusal refusal) {
        if (first == null) {
            first = refusal;
        }
    }

    @Override
    public boolean found() {
        return first != null;
    }

    public Optional<Refusal> first() {
        return Optional.ofNullable(first);
    }
}
