package io.breakwater.bench.http;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A POST of JSON as sent over the wire. Each has the version header of Anthropic's Messages, which
/// other APIs ignore.
///
/// @param place scheme, host and port
/// @param path percent-encoded
/// @param authorization the value of that header
public record Post(URI place, String path, String authorization, String body) {

    /// Head and body.
    public byte[] bytes() {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = """
                POST %s HTTP/1.1\r
                Host: %s\r
                Authorization: %s\r
                Content-Type: application/json\r
                Anthropic-Version: 2023-06-01\r
                Content-Length: %d\r
                \r
                """.formatted(path, place.getAuthority(), authorization, content.length);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(head.length() + content.length);
        bytes.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(content);
        return bytes.toByteArray();
    }
}
