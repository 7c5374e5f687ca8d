package io.breakwater.fleet;

import java.util.Locale;

/// The unit of a figure.
enum FigureUnit {
    SHARE,
    SECONDS,
    /// Seconds, to a tenth.
    TENTHS,
    RATIO,
    COUNT;

    String text(double value) {
        return switch (this) {
            case SHARE -> String.format(Locale.ROOT, "%.2f %%", 100 * value);
            case SECONDS -> Double.isInfinite(value) ? "not within the run" : "%.0f s".formatted(value);
            case TENTHS -> Double.isInfinite(value) ? "never" : String.format(Locale.ROOT, "%.1f s", value);
            case RATIO -> String.format(Locale.ROOT, "%.2f", value);
            case COUNT -> "%.0f".formatted(value);
        };
    }
}
