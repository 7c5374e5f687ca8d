package io.breakwater.ops.ctl;

import java.net.URI;
import java.util.Map;

/// Proves the caller's identity to the operators' API.
@FunctionalInterface
interface Signer {

    /// The headers that a request needs besides its content type.
    Map<String, String> headers(String method, URI uri, byte[] body);
}
