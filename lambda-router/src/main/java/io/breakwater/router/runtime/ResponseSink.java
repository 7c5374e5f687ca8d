package io.breakwater.router.runtime;

import java.io.IOException;
import java.util.Map;

/// Receives an answer: status and headers once, then any number of pieces of the body.
public interface ResponseSink {
    /// Sends status and headers. Exactly once, before any [#write].
    ///
    /// @throws IllegalStateException if the answer has begun or ended
    /// @throws IllegalArgumentException if the status or a header cannot be sent over HTTP
    /// @throws IOException if the receiver is gone
    void begin(int status, Map<String, String> headers) throws IOException;

    /// Sends one piece of the body at once, without waiting for more. An empty piece sends nothing.
    ///
    /// @throws IllegalStateException if the answer has not begun or has ended
    /// @throws IOException if the receiver is gone
    void write(byte[] bytes) throws IOException;

    /// Ends the answer at once; nothing may be written any more. An answer that was not ended ends when its
    /// handler returns. Ending it twice changes nothing.
    ///
    /// @throws IOException if the receiver is gone
    default void end() throws IOException {}
}
