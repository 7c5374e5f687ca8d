package io.breakwater.local.front;

import io.breakwater.router.runtime.ResponseSink;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// An answer over HTTP: each piece leaves at once.
final class CallSink implements ResponseSink {
    /// Headers that only the server sets, since it frames the answer.
    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding", "connection");

    private final HttpCall call;
    private final String requestId;
    private State state = State.FRESH;
    private boolean clientGone;
    private boolean bodiless;

    private enum State {
        FRESH,
        BEGUN,
        ENDED
    }

    CallSink(HttpCall call, String requestId) {
        this.call = call;
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
        Map<String, String> sent = sent(headers);
        bodiless = status == 204 || status == 304 || call.method().equals("HEAD");
        state = State.BEGUN;
        send(() -> call.begin(status, sent));
    }

    private Map<String, String> sent(Map<String, String> headers) {
        Map<String, String> sent = new TreeMap<>(Map.of("x-amzn-requestid", requestId));
        headers.forEach((name, value) -> {
            if (!FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
                sent.put(name, oneLine(name, value));
            }
        });
        return sent;
    }

    /// A line break in a value would begin another header.
    private static String oneLine(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            if (isControl(value.charAt(i))) {
                throw new IllegalArgumentException("the header " + name + " has a control character; send it without");
            }
        }
        return value;
    }

    private static boolean isControl(char c) {
        return (c < ' ' && c != '\t') || c == 127;
    }

    /// Sends a whole answer at once.
    void answer(int status, Map<String, String> headers, byte[] body) throws IOException {
        Map<String, String> sent = sent(headers);
        state = State.BEGUN;
        send(() -> call.answer(status, sent, body));
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        if (state != State.BEGUN) {
            throw new IllegalStateException("the answer has not begun or has ended; write between the two");
        }
        if (bytes.length > 0 && !bodiless) {
            send(() -> call.write(bytes));
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

    boolean ended() {
        return state == State.ENDED;
    }

    /// Whether the client was found to have left, or to read nothing.
    boolean clientGone() {
        return clientGone;
    }

    @Override
    public void end() throws IOException {
        if (clientGone) {
            throw new IOException("the client has gone before the end of its answer");
        }
        if (state != State.ENDED) {
            state = State.ENDED;
            send(call::end);
        }
    }
}
