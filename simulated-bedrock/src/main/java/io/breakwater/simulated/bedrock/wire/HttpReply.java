package io.breakwater.simulated.bedrock.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.Function;

/// The answering side of one HTTP exchange; every answer carries `x-amzn-RequestId`.
public final class HttpReply {

    private static final String JSON = "application/json";
    private static final int STREAM_BUFFER_BYTES = 16 * 1024;

    private final HttpExchange exchange;
    private final String requestId;
    private Function<SentError, ObjectNode> envelope = SentError::body;
    private boolean vendors;

    public HttpReply(HttpExchange exchange, String requestId) {
        this.exchange = exchange;
        this.requestId = requestId;
    }

    public String requestId() {
        return requestId;
    }

    public void json(int status, byte[] body, Map<String, String> headers) throws IOException {
        whole(status, JSON, body, headers);
    }

    public void xml(int status, byte[] body) throws IOException {
        whole(status, "text/xml", body, Map.of());
    }

    /// Switches errors and streams to the format of a vendor.
    ///
    /// @param anthropic whether the vendor is Anthropic; else it is OpenAI
    public void asVendor(boolean anthropic) {
        vendors = true;
        envelope = anthropic ? error -> error.anthropicBody(requestId) : SentError::openAiBody;
    }

    public void error(SentError error) throws IOException {
        Headers headers = head(JSON, error.headers());
        boolean ofFramework = error.status() == 200;
        if (!vendors && !ofFramework) {
            headers.set("x-amzn-ErrorType", error.type());
        }
        write(error.status(), Json.bytes(ofFramework ? SentError.unknownPathBody() : envelope.apply(error)));
    }

    /// Announces a body in full and returns the stream to write it to.
    public OutputStream announced(long length, Map<String, String> headers) throws IOException {
        head(JSON, headers);
        exchange.sendResponseHeaders(200, length);
        return exchange.getResponseBody();
    }

    /// Opens a response stream of event frames, of vendors' operations of server-sent events.
    public OutputStream eventStream(Map<String, String> headers) throws IOException {
        head(vendors ? "text/event-stream" : "application/vnd.amazon.eventstream", headers);
        exchange.sendResponseHeaders(200, 0);
        return new BufferedOutputStream(exchange.getResponseBody(), STREAM_BUFFER_BYTES);
    }

    private void whole(int status, String contentType, byte[] body, Map<String, String> headers) throws IOException {
        head(contentType, headers);
        write(status, body);
    }

    private Headers head(String contentType, Map<String, String> more) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", contentType);
        headers.set("x-amzn-RequestId", requestId);
        more.forEach(headers::set);
        return headers;
    }

    private void write(int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
