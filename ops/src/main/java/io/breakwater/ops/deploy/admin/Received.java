package io.breakwater.ops.deploy.admin;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;

/// A request as it came over the wire.
///
/// @param uri path and query, encoded as they were sent
/// @param headers whose names are looked up in any case
record Received(String method, URI uri, Map<String, List<String>> headers, SdkBytes body) {
    Received {
        Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    static Received of(HttpExchange exchange) {
        return new Received(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders(),
                SdkBytes.fromInputStream(exchange.getRequestBody()));
    }

    /// A header that is there once; empty also where it is there twice.
    Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }
}
