package io.breakwater.settings;

import java.time.Duration;

/// Durations as people write them: `500ms`, `10s`, `5m`.
final class Durations {

    private Durations() {}

    /// A duration that was checked, or the fallback where the key is absent.
    static Duration of(Path at, Duration fallback) {
        return at.present() ? parse(at.asText()) : fallback;
    }

    private static Duration parse(String text) {
        if (text.endsWith("ms")) {
            return Duration.ofMillis(number(text, 2));
        }
        return text.endsWith("s") ? Duration.ofSeconds(number(text, 1)) : Duration.ofMinutes(number(text, 1));
    }

    private static long number(String text, int unitLetters) {
        return Long.parseLong(text.substring(0, text.length() - unitLetters));
    }
}
