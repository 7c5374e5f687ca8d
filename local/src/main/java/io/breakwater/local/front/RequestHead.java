package io.breakwater.local.front;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The head of one request as it came over the wire.
///
/// @param id the request id, which answers and events carry
/// @param path as sent: percent-encoded, without the query
/// @param query as sent, percent-encoded; null if there is none
/// @param headers all values by name; names are in lower case, as HTTP/2 clients send them
record RequestHead(
        String id,
        Instant at,
        String method,
        String path,
        @Nullable String query,
        String protocol,
        String sourceIp,
        Map<String, List<String>> headers) {

    static RequestHead of(HttpCall call, Instant at) {
        return new RequestHead(
                UUID.randomUUID().toString(),
                at,
                call.method(),
                call.path(),
                call.query(),
                call.protocol(),
                call.sourceIp(),
                call.headers());
    }
}
