package io.breakwater.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How hard a model is asked to try ("Effort", Claude API documentation; `reasoning_effort`, OpenAI API reference).
public enum EffortLevel {
    MINIMAL,
    LOW,
    MEDIUM,
    HIGH,
    XHIGH,
    MAX;

    /// No thinking at all, which is not one of the levels of effort.
    public static final String NONE = "none";

    private static final List<EffortLevel> ALL = List.of(values());

    /// The name in requests and in configuration, such as `xhigh`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static List<EffortLevel> all() {
        return ALL;
    }

    public static Optional<EffortLevel> of(String label) {
        return Arrays.stream(values())
                .filter(level -> level.label().equals(label))
                .findAny();
    }

    /// The nearest of these levels; of two equally near ones the lower, which costs less.
    ///
    /// @return empty if there are none
    public Optional<EffortLevel> nearest(Collection<EffortLevel> levels) {
        return levels.stream()
                .min(Comparator.<EffortLevel>comparingInt(level -> Math.abs(ALL.indexOf(level) - ALL.indexOf(this)))
                        .thenComparing(Comparator.naturalOrder()));
    }
}
