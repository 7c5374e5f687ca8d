package io.breakwater.surface;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Which web pages may call the API from a browser, and the headers that let them ("CORS protocol", Fetch Standard).
///
/// Keys come in headers and never in cookies, so answers do not have
/// `access-control-allow-credentials`, and browsers accept `*`. A page that is not named may not read
/// an answer. This does not protect against programs, which do not follow the protocol.
///
/// @param origins in the form of a request's `origin`, or [#EVERY] alone; empty to switch CORS off
public record Cors(List<String> origins) {
    public static final Cors OFF = new Cors(List.of());
    /// Every page.
    public static final String EVERY = "*";
    /// The method of a browser's preliminary request.
    public static final String PREFLIGHT = "OPTIONS";
    /// The header of a request that names the page's origin.
    public static final String ORIGIN = "origin";
    /// The header of an answer that names the pages that may read it.
    public static final String ALLOW_ORIGIN = "access-control-allow-origin";

    /// `*` allows every header except `authorization`, which must be named.
    private static final String ALLOWED_HEADERS = "authorization, *";

    /// The longest time that today's browsers keep an answer to a preflight (Chromium).
    private static final String KEPT_SECONDS = "7200";

    public Cors {
        origins = List.copyOf(origins);
    }

    public boolean on() {
        return !origins.isEmpty();
    }

    /// Whether every page may read answers, so that they do not depend on the page.
    public boolean every() {
        return origins.contains(EVERY);
    }

    /// The headers of a function's answer. If pages are named, a cache must not give one page's answer
    /// to another.
    ///
    /// @param origin the request's origin, if it has one
    public Map<String, String> answer(Optional<String> origin) {
        Map<String, String> headers = allowing(origin);
        if (headers.containsKey(ALLOW_ORIGIN)) {
            expose(headers);
        }
        return headers;
    }

    /// The headers of the answer to a preflight. All except [#ALLOW_ORIGIN] are the same for every
    /// page, so that API Gateway, which answers by itself, has to choose only that one.
    public Map<String, String> preflight(Optional<String> origin) {
        Map<String, String> headers = allowing(origin);
        if (on()) {
            headers.put("access-control-allow-methods", String.join(", ", methods()));
            headers.put("access-control-allow-headers", ALLOWED_HEADERS);
            headers.put("access-control-max-age", KEPT_SECONDS);
        }
        return headers;
    }

    /// The headers of answers that the front server gives by itself, the same for each request: the
    /// page's origin if there is one, and `*` if there are several. Such answers only say why a request
    /// was not admitted.
    public Map<String, String> fixed() {
        Map<String, String> headers = new TreeMap<>();
        if (on()) {
            headers.put(ALLOW_ORIGIN, origins.size() == 1 ? origins.getFirst() : EVERY);
            expose(headers);
        }
        return headers;
    }

    private Map<String, String> allowing(Optional<String> origin) {
        Map<String, String> headers = new TreeMap<>();
        if (every()) {
            headers.put(ALLOW_ORIGIN, EVERY);
        } else if (on()) {
            headers.put("vary", "Origin");
            origin.filter(origins::contains).ifPresent(named -> headers.put(ALLOW_ORIGIN, named));
        }
        return headers;
    }

    private static void expose(Map<String, String> headers) {
        headers.put("access-control-expose-headers", "*");
    }

    /// The methods of all tenants' operations.
    private static Set<String> methods() {
        Set<String> methods = new LinkedHashSet<>();
        for (ApiOperation operation : ApiOperation.values()) {
            methods.addAll(List.of(operation.methods().split(", ")));
        }
        return methods;
    }
}
