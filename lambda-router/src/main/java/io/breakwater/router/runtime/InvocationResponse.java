package io.breakwater.router.runtime;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The answer to one invocation on its way to Lambda. Locked, so that a thread the handler left behind cannot
/// write into the exchange that follows on the same connection.
final class InvocationResponse implements ResponseSink {
    private final RuntimeApi api;
    private final String requestId;
    private @Nullable ChunkedBody body;
    private @Nullable IOException broken;
    private boolean ended;
    private Optional<RuntimeReply> told = Optional.empty();

    InvocationResponse(RuntimeApi api, String requestId) {
        this.api = api;
        this.requestId = requestId;
    }

    @Override
    public synchronized void begin(int status, Map<String, String> headers) throws IOException {
        require(!ended, "ended");
        require(body == null && broken == null, "begun already; begin is called once");
        byte[] prelude = new Prelude(status, headers).bytes();
        try {
            body = api.respond(requestId);
            body.chunk(prelude);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    @Override
    public synchronized void write(byte[] bytes) throws IOException {
        require(!ended, "ended");
        rethrowBroken();
        if (body == null) {
            throw new IllegalStateException("the response to " + requestId + " has not begun; call begin first");
        }
        try {
            body.chunk(bytes);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /// Lambda passes the end on at once, and freezes the environment only when the next invocation is asked
    /// for.
    @Override
    public synchronized void end() throws IOException {
        require(body != null || broken != null, "not begun; call begin first");
        end(Optional.empty());
    }

    /// Ends the answer, with the failure that cut it short, if any. A failure after the answer's end cuts
    /// nothing short.
    ///
    /// @return what Lambda says to it, or empty if the answer never began and nothing was sent
    /// @throws IOException if the connection broke, now or at an earlier write, whatever the handler made of it
    synchronized Optional<RuntimeReply> end(Optional<ErrorReport> failure) throws IOException {
        boolean already = ended;
        ended = true;
        rethrowBroken();
        if (body == null || already) {
            return told;
        }
        try {
            told = Optional.of(
                    api.endResponse(body, failure.map(ErrorReport::trailers).orElse(Map.of())));
            return told;
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private void require(boolean allowed, String state) {
        if (!allowed) {
            throw new IllegalStateException("the response to " + requestId + " has " + state);
        }
    }

    private IOException lost(IOException cause) {
        broken = cause;
        return cause;
    }

    private void rethrowBroken() throws IOException {
        if (broken != null) {
            throw new IOException("the connection broke while responding to " + requestId, broken);
        }
    }
}
