package io.breakwater.local.front;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One request as it came over the wire.
///
/// @param id the request id, which answers and events carry
/// @param path as sent: percent-encoded, without the query
/// @param query as sent, percent-encoded; null if there is none
/// @param headers all values by name; names are in lower case, as HTTP/2 clients send them
record Incoming(
        String id,
        Instant at,
        String method,
        String path,
        @Nullable String query,
        String protocol,
        String sourceIp,
        Map<String, List<String>> headers,
        Body body) {

    static Incoming read(HttpExchange exchange, Instant at, long largestBodyBytes) throws IOException {
        return new Incoming(
                UUID.randomUUID().toString(),
                at,
                exchange.getRequestMethod(),
                Objects.requireNonNullElse(exchange.getRequestURI().getRawPath(), "/"),
                exchange.getRequestURI().getRawQuery(),
                exchange.getProtocol(),
                exchange.getRemoteAddress().getAddress().getHostAddress(),
                headers(exchange),
                Body.read(exchange.getRequestBody(), largestBodyBytes));
    }

    private static Map<String, List<String>> headers(HttpExchange exchange) {
        Map<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return headers;
    }
}
