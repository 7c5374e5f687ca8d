package io.breakwater.router;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.RequestBody;
import io.breakwater.identity.Caller;
import io.breakwater.surface.BasePath;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads API Gateway's proxy events.
final class ProxyEvents {

    /// The request of an event with this body; header names in lower case, the path as intended.
    static ApiRequest request(APIGatewayProxyRequestEvent event, RequestBody body) {
        return new ApiRequest(event.getHttpMethod(), BasePath.meant(decoded(event.getPath())), headers(event), body);
    }

    /// The caller; only the authorizer's context in the event counts.
    static Optional<Caller> caller(APIGatewayProxyRequestEvent event) {
        return Optional.ofNullable(event.getRequestContext())
                .map(ProxyRequestContext::getAuthorizer)
                .flatMap(Caller::of);
    }

    /// The query parameters, each with all its values if the event has them.
    static Map<String, List<String>> query(APIGatewayProxyRequestEvent event) {
        Map<String, List<String>> query = new HashMap<>();
        Optional.ofNullable(event.getQueryStringParameters())
                .ifPresent(last -> last.forEach((name, value) -> query.put(name, List.of(value))));
        Optional.ofNullable(event.getMultiValueQueryStringParameters()).ifPresent(query::putAll);
        return query;
    }

    private static Map<String, String> headers(APIGatewayProxyRequestEvent event) {
        Map<String, String> headers = new HashMap<>();
        if (event.getHeaders() != null) {
            event.getHeaders().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        }
        return headers;
    }

    /// The body inside an event.
    ///
    /// @throws IllegalArgumentException if the event says that it is base64 and it is not
    static byte[] body(APIGatewayProxyRequestEvent event) {
        String body = event.getBody();
        if (body == null) {
            return new byte[0];
        }
        return Boolean.TRUE.equals(event.getIsBase64Encoded())
                ? Base64.getDecoder().decode(body)
                : body.getBytes(StandardCharsets.UTF_8);
    }

    /// The decoded path. A wrongly encoded path stays unchanged, and then matches nothing.
    private static String decoded(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wronglyEncoded) {
            return path;
        }
    }

    private ProxyEvents() {}
}
