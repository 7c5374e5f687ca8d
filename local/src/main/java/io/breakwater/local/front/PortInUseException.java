package io.breakwater.local.front;

import java.io.IOException;
import java.net.InetSocketAddress;

/// The port is taken; the message says which, and what to do.
final class PortInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param option the option of the command that chooses the port
    PortInUseException(InetSocketAddress address, String option, IOException cause) {
        super(
                "the gateway's port %d on %s is in use; stop what listens there, or choose another port (%s; 0 takes a free one)"
                        .formatted(address.getPort(), address.getHostString(), option),
                cause);
    }
}
