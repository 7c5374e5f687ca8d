package io.breakwater.dialect;

import java.util.Map;
import java.util.Optional;

/// An HTTP request as any front hands it over.
///
/// @param path the decoded-once path without query, such as `/v1/chat/completions`
/// @param headers header names in lower case, one value each
/// @param body the raw bytes; never modified
@SuppressWarnings("ArrayRecordComponent")
public record ApiRequest(String method, String path, Map<String, String> headers, byte[] body) {

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }
}
