package io.breakwater.local.front;

import java.io.IOException;

/// What a server calls for each request.
@FunctionalInterface
interface HttpEntry {
    /// Answers; when it returns, the answer has ended.
    ///
    /// @throws IOException if the answer cannot be completed; the server then cuts the connection, so that
    /// no client takes it for whole
    void handle(HttpCall call) throws IOException;
}
