package io.breakwater.local.front;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request and its answer over HTTP, whatever server carries them. Blocking; for one thread at a time.
interface HttpCall {
    String method();

    /// As sent: percent-encoded, without the query.
    String path();

    /// As sent, percent-encoded; null if there is none.
    @Nullable
    String query();

    String protocol();

    String sourceIp();

    /// All values by name; names in lower case.
    Map<String, List<String>> headers();

    /// The length that the client announces, or -1 if it announces none.
    long announcedBytes();

    /// Whether the server finishes running requests and takes no new ones.
    boolean serverStopping();

    /// Reads some of the body.
    ///
    /// @param withinNanos how long to wait for it
    /// @return how many bytes there were; -1 at the end
    /// @throws java.net.SocketTimeoutException if nothing came in time
    /// @throws IOException if the client has gone
    int read(byte[] into, int offset, int most, long withinNanos) throws IOException;

    /// Sends status and headers at once.
    ///
    /// @throws IOException if the client has gone, or read nothing for longer than it may
    void begin(int status, Map<String, String> headers) throws IOException;

    /// Sends one piece of the answer at once.
    ///
    /// @throws IOException as for [#begin]
    void write(byte[] piece) throws IOException;

    /// Sends a whole answer at once, instead of [#begin] and [#write].
    ///
    /// @throws IOException as for [#begin]
    void answer(int status, Map<String, String> headers, byte[] body) throws IOException;

    /// Marks the caller as one with a key: data that it still sends when the answer ends is read, so
    /// that it gets the answer.
    void known();

    /// Ends the answer, whole.
    ///
    /// @throws IOException as for [#begin]
    void end() throws IOException;
}
