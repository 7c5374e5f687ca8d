package io.breakwater.infra.gateway;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Headers of API Gateway's own answers, in the form in which its methods declare and map them: literal
/// values are in single quotes ("Parameter mapping source examples", Amazon API Gateway Developer
/// Guide).
final class LiteralHeaders {
    private LiteralHeaders() {}

    /// The declaration of a method's response.
    static Map<String, Boolean> declared(Set<String> names) {
        return names.stream().collect(Collectors.toMap(LiteralHeaders::parameter, _ -> true));
    }

    /// The mapping of its integration's response.
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
