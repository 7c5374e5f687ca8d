package io.breakwater.routing;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The name of one running copy of the gateway, without blanks; it is stored with this copy's
/// decisions. It is drawn when first needed: copies restored from one snapshot would otherwise share a
/// name.
public final class CopyName implements Supplier<String> {
    private final Supplier<String> draw;
    private @Nullable String drawn;

    public CopyName(Supplier<String> draw) {
        this.draw = draw;
    }

    @Override
    public synchronized String get() {
        String known = drawn;
        if (known == null) {
            known = draw.get();
            drawn = known;
        }
        return known;
    }
}
