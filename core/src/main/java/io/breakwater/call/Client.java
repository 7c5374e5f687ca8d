package io.breakwater.call;

import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Frame;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// The waiting caller of one request: it gets either one reply, or a stream of frames.
public interface Client {

    /// Sends a whole answer, after which nothing follows.
    ///
    /// @throws IOException if the caller has gone
    void reply(ApiReply reply) throws IOException;

    /// Sends status 200 and the headers of a stream.
    ///
    /// @throws IOException if the caller has gone
    void begin(String contentType, Map<String, String> headers) throws IOException;

    /// Sends frames at once.
    ///
    /// @throws IOException if the caller has gone
    void send(List<Frame> frames) throws IOException;

    /// Ends a stream: the caller need not wait for what the gateway still has to write. If it is not called,
    /// the stream ends when the request has been served.
    ///
    /// @throws IOException if the caller has gone
    default void end() throws IOException {}
}
