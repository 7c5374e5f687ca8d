package io.breakwater.simulated.bedrock;

import java.io.IOException;

/// A connection that a scripted fault ends without a proper answer; thrown out of the handler, it closes the
/// socket.
final class ConnectionDropped extends IOException {

    private static final long serialVersionUID = 1L;

    public ConnectionDropped(String reason) {
        super(reason);
    }
}
