package io.breakwater.dialect;

import java.util.Map;
import java.util.Optional;

/// An HTTP request, as every front server passes it on.
///
/// @param path the decoded-once path without query, such as `/v1/chat/completions`
/// @param headers header names in lower case, one value each
/// @param body the bytes, taken by the dialect that reads them
public record ApiRequest(String method, String path, Map<String, String> headers, RequestBody body) {

    /// @param body never modified
    public ApiRequest(String method, String path, Map<String, String> headers, byte[] body) {
        this(method, path, headers, RequestBody.of(body));
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }
}
