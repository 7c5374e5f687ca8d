package io.breakwater.ops.ctl;

import java.net.URI;
import java.util.Map;

/// Proves to the operators' API who asks.
@FunctionalInterface
interface Signer {

    /// The headers that a request needs beside its content type.
    Map<String, String> headers(String method, URI uri, byte[] body);
}
