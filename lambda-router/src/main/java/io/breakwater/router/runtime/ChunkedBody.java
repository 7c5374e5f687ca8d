package io.breakwater.router.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A request body sent in chunks, each flushed as it is written, ended by trailers (RFC 9112, 7.1).
final class ChunkedBody {
    private final OutputStream out;
    private final ReplyReader replies;

    ChunkedBody(OutputStream out, ReplyReader replies) {
        this.out = out;
        this.replies = replies;
    }

    /// An empty chunk would end the body, so no bytes send nothing.
    void chunk(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return;
        }
        ascii(Integer.toHexString(bytes.length) + "\r\n");
        out.write(bytes);
        ascii("\r\n");
        out.flush();
    }

    RuntimeReply end(Map<String, String> trailers) throws IOException {
        ascii("0\r\n");
        for (Map.Entry<String, String> trailer : trailers.entrySet()) {
            ascii(trailer.getKey() + ": " + trailer.getValue() + "\r\n");
        }
        ascii("\r\n");
        out.flush();
        return replies.read();
    }

    private void ascii(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
