package io.breakwater.router;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The instant by which a request must be answered: the earliest of the client's wish, the environment's limit
/// and the function's own end.
///
/// @param longest the environment's limit
record Deadlines(Duration longest) {
    static final String HEADER = "x-request-timeout";

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})(ms|s)?");

    /// @param wish the `x-request-timeout` header: seconds, or `30s`, or `1500ms`
    /// @return empty if the wish is not of that form, or is zero
    Optional<Instant> of(Optional<String> wish, Instant begun, Instant functionEnd) {
        Instant latest = earlier(begun.plus(longest), functionEnd);
        if (wish.isEmpty()) {
            return Optional.of(latest);
        }
        Matcher form = FORM.matcher(wish.get().trim());
        if (!form.matches() || Long.parseLong(form.group(1)) == 0) {
            return Optional.empty();
        }
        long amount = Long.parseLong(form.group(1));
        Duration asked = "ms".equals(form.group(2)) ? Duration.ofMillis(amount) : Duration.ofSeconds(amount);
        return Optional.of(earlier(begun.plus(asked), latest));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
