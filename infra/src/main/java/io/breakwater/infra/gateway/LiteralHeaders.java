package io.breakwater.infra.gateway;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Headers of answers that API Gateway gives by itself, as its methods declare and map them: what is said in so many
/// words stands in single quotes ("Parameter mapping source examples", Amazon API Gateway Developer Guide).
final class LiteralHeaders {
    private LiteralHeaders() {}

    /// What a method's response must say that it has.
    static Map<String, Boolean> declared(Set<String> names) {
        return names.stream().collect(Collectors.toMap(LiteralHeaders::parameter, _ -> true));
    }

    /// What its integration's response puts there.
    static Map<String, String> mapped(Map<String, String> headers) {
        return headers.entrySet().stream()
                .collect(Collectors.toMap(header -> parameter(header.getKey()), header -> quoted(header.getValue())));
    }

    static String quoted(String value) {
        return "'" + value + "'";
    }

    private static String parameter(String name) {
        return "method.response.header." + name;
    }
}
