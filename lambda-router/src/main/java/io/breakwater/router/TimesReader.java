package io.breakwater.router;

import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.Refusal;
import io.breakwater.routing.RequestTimes;
import io.breakwater.routing.TimeLimit.Owner;
import io.breakwater.settings.Timeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The time limits of a request: those that the caller or its SDK asks for, within what the environment
/// allows; else the environment's defaults.
///
/// A caller's limit is the total time for a whole answer; for a stream it is the longest silence.
record TimesReader(Timeouts timeouts) {
    static final String HEADER = "x-request-timeout";
    static final String MAX_WAIT = "x-breakwater-max-wait";

    /// The headers in which OpenAI's and Anthropic's SDKs send their own limits, in seconds: Python's
    /// first, then Node's.
    private static final List<String> SDK_HEADERS = List.of("x-stainless-read-timeout", "x-stainless-timeout");

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})(ms|s)?");
    private static final Pattern ZERO = Pattern.compile("0{1,6}(ms|s)?");
    private static final Pattern SHOWN = Pattern.compile("[-+.:A-Za-z0-9]{1,20}");
    private static final Pattern SDK_FORM = Pattern.compile("(\\d{1,6})(\\.\\d{1,9})?");

    /// What is wrong with the requested times; it shows the value if that could be meant as a time.
    static String fault(ApiRequest request) {
        String got = request.header(HEADER)
                .filter(wish -> SHOWN.matcher(wish).matches())
                .map(wish -> ", got " + wish)
                .orElse("");
        return HEADER + " must be a positive time such as 30 or 30s or 1500ms" + got;
    }

    /// The refusal with [#fault].
    static Refusal refusal(ApiRequest request) {
        return Refusal.invalidRequest(fault(request), Optional.of(HEADER));
    }

    /// How long the caller waits for room instead of a 429, if it says so.
    static Optional<Duration> maxWait(ApiRequest request) {
        return request.header(MAX_WAIT).flatMap(TimesReader::wait);
    }

    /// What is wrong with the caller's wait, if anything.
    static Optional<String> waitFault(ApiRequest request) {
        return request.header(MAX_WAIT)
                .filter(wish -> wait(wish).isEmpty())
                .map(wish -> MAX_WAIT + " must be a time such as 10 or 10s or 500ms, or 0 to wait for nothing"
                        + (SHOWN.matcher(wish).matches() ? ", got " + wish : ""));
    }

    private static Optional<Duration> wait(String wish) {
        return ZERO.matcher(wish.trim()).matches() ? Optional.of(Duration.ZERO) : duration(wish);
    }

    /// @param functionEnd when the environment ends a running request
    /// @return empty if `x-request-timeout` is not seconds, `30s` or `1500ms`, or is zero
    Optional<RequestTimes> of(ApiRequest request, boolean stream, Instant begun, Instant functionEnd) {
        Optional<String> wish = request.header(HEADER);
        Optional<Duration> asked = wish.flatMap(TimesReader::duration);
        if (wish.isPresent() && asked.isEmpty()) {
            return Optional.empty();
        }
        Instant end = earlier(begun.plus(stream ? timeouts.longest() : timeouts.longestWhole()), functionEnd);
        return Optional.of(times(asked.or(() -> ofSdk(request)), begun, end));
    }

    private RequestTimes times(Optional<Duration> asked, Instant begun, Instant end) {
        Instant wanted = begun.plus(asked.orElse(timeouts.deadline()));
        boolean callers = asked.isPresent() && !wanted.isAfter(end);
        return new RequestTimes(earlier(wanted, end), callers ? Owner.CALLER : Owner.ENVIRONMENT, end, asked);
    }

    private static Optional<Duration> duration(String wish) {
        Matcher form = FORM.matcher(wish.trim());
        if (!form.matches() || Long.parseLong(form.group(1)) == 0) {
            return Optional.empty();
        }
        long amount = Long.parseLong(form.group(1));
        return Optional.of("ms".equals(form.group(2)) ? Duration.ofMillis(amount) : Duration.ofSeconds(amount));
    }

    /// The limit that an SDK sends; any other text is ignored, as it is no reason to refuse the
    /// request.
    private static Optional<Duration> ofSdk(ApiRequest request) {
        return SDK_HEADERS.stream()
                .flatMap(header -> request.header(header).stream())
                .flatMap(TimesReader::seconds)
                .findFirst();
    }

    private static Stream<Duration> seconds(String text) {
        Matcher form = SDK_FORM.matcher(text.trim());
        return form.matches() && Long.parseLong(form.group(1)) > 0
                ? Stream.of(Duration.ofSeconds(Long.parseLong(form.group(1))))
                : Stream.empty();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
