package io.breakwater.local.front;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.breakwater.router.ResponseSink;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// An answer over HTTP/1.1: each piece leaves as a chunk of its own, at once.
final class ExchangeSink implements ResponseSink {
    /// How an answer is framed is this class's business.
    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding", "connection");

    private final HttpExchange exchange;
    private final String requestId;
    private State state = State.FRESH;
    private boolean clientGone;
    private boolean bodiless;

    private enum State {
        FRESH,
        BEGUN,
        ENDED
    }

    ExchangeSink(HttpExchange exchange, String requestId) {
        this.exchange = exchange;
        this.requestId = requestId;
    }

    @Override
    public void begin(int status, Map<String, String> headers) throws IOException {
        if (state != State.FRESH) {
            throw new IllegalStateException("the answer has begun already; begin it once");
        }
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status must be 200 to 599, got " + status);
        }
        put(headers);
        bodiless = status == 204 || status == 304 || exchange.getRequestMethod().equals("HEAD");
        state = State.BEGUN;
        send(() -> {
            exchange.sendResponseHeaders(status, bodiless ? -1 : 0);
            if (!bodiless) {
                exchange.getResponseBody().flush();
            }
        });
    }

    private void put(Map<String, String> headers) {
        Headers out = exchange.getResponseHeaders();
        out.clear();
        out.set("x-amzn-requestid", requestId);
        headers.forEach((name, value) -> {
            if (!FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
                out.set(name, value);
            }
        });
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        if (state != State.BEGUN) {
            throw new IllegalStateException("the answer has not begun or has ended; write between the two");
        }
        if (bytes.length > 0 && !bodiless) {
            send(() -> {
                exchange.getResponseBody().write(bytes);
                exchange.getResponseBody().flush();
            });
        }
    }

    private interface Sending {
        void run() throws IOException;
    }

    private void send(Sending sending) throws IOException {
        try {
            sending.run();
        } catch (IOException e) {
            clientGone = true;
            throw e;
        }
    }

    boolean begun() {
        return state != State.FRESH;
    }

    /// Whether the client was found to have left.
    boolean clientGone() {
        return clientGone;
    }

    /// Ends an answer that is whole; the connection can be used again.
    void end() {
        state = State.ENDED;
        exchange.close();
    }
}
