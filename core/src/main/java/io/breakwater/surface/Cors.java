package io.breakwater.surface;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Which web pages may call the API from a browser, and the headers that let them ("CORS protocol", Fetch Standard).
///
/// Keys come in headers and never in cookies, so answers do not say `access-control-allow-credentials`, and a
/// browser takes `*` where it stands. A page that is not named may not read an answer; it is no protection against
/// programs, which ask for no such leave.
///
/// @param origins as browsers write them in a request's `origin`, or [#EVERY] alone; none turns all of it off
public record Cors(List<String> origins) {
    public static final Cors OFF = new Cors(List.of());
    /// Every page.
    public static final String EVERY = "*";
    /// The method that browsers ask with first.
    public static final String PREFLIGHT = "OPTIONS";
    /// The header of a request that names the page's origin.
    public static final String ORIGIN = "origin";
    /// The header of an answer that names who may read it.
    public static final String ALLOW_ORIGIN = "access-control-allow-origin";

    /// `*` is for every header but this one, which must be named.
    private static final String ALLOWED_HEADERS = "authorization, *";

    /// The longest that a browser of today keeps an answer to a preflight (Chromium).
    private static final String KEPT_SECONDS = "7200";

    public Cors {
        origins = List.copyOf(origins);
    }

    public boolean on() {
        return !origins.isEmpty();
    }

    /// Whether each page may, so that no answer depends on who asks.
    public boolean every() {
        return origins.contains(EVERY);
    }

    /// What an answer of a function carries. Where pages are named, a cache must not give one page's answer to another.
    ///
    /// @param origin the request's, if it has one
    public Map<String, String> answer(Optional<String> origin) {
        Map<String, String> headers = allowing(origin);
        if (headers.containsKey(ALLOW_ORIGIN)) {
            expose(headers);
        }
        return headers;
    }

    /// What the answer to a preflight carries. All of it but [#ALLOW_ORIGIN] is the same for each page, so that API
    /// Gateway, which answers by itself, has just that one to choose.
    public Map<String, String> preflight(Optional<String> origin) {
        Map<String, String> headers = allowing(origin);
        if (on()) {
            headers.put("access-control-allow-methods", String.join(", ", methods()));
            headers.put("access-control-allow-headers", ALLOWED_HEADERS);
            headers.put("access-control-max-age", KEPT_SECONDS);
        }
        return headers;
    }

    /// What answers carry that the front gives by itself, which are the same for each request: the page's origin where
    /// there is one, and `*` where there are several. They hold no more than why a request was not let in.
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

    /// All that tenants' operations answer.
    private static Set<String> methods() {
        Set<String> methods = new LinkedHashSet<>();
        for (ApiOperation operation : ApiOperation.values()) {
            methods.addAll(List.of(operation.methods().split(", ")));
        }
        return methods;
    }
}
