package io.breakwater.deploytest.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpHeaders;

/// The answer of a gateway.
public record GatewayReply(int status, HttpHeaders headers, String body) {
    private static final int QUOTED = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    /// A header, or the empty text.
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /// The body as JSON.
    ///
    /// @throws IOException if it is not JSON
    public JsonNode json() throws IOException {
        return JSON.readTree(body);
    }

    /// When to retry; a minute at most, 0 if the answer does not say.
    int retryAfterSeconds() {
        String header = header("retry-after");
        return header.matches("\\d{1,2}") ? Math.min(60, Integer.parseInt(header)) : 0;
    }

    /// @throws Unshown if the status differs
    public GatewayReply must(int wanted) throws Unshown {
        Unshown.unless(status == wanted, "wanted " + wanted + ", got " + this);
        return this;
    }

    /// @throws Unshown if the body lacks this text
    public GatewayReply mustContain(String text) throws Unshown {
        Unshown.unless(body.contains(text), "wanted an answer with " + text + ", got " + this);
        return this;
    }

    /// @throws Unshown if the body has this text
    public GatewayReply mustNotContain(String text) throws Unshown {
        Unshown.unless(!body.contains(text), "wanted an answer without " + text + ", got " + this);
        return this;
    }

    @Override
    public String toString() {
        return status + ": " + body.substring(0, Math.min(QUOTED, body.length()));
    }
}
