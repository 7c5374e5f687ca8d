package io.breakwater.local.front;

import java.net.InetSocketAddress;
import java.util.Optional;

/// Where the front server listens.
///
/// @param plain a loopback address for plain HTTP; port 0 takes any free one
/// @param tls beside it, for clients that send keys only over `https`
public record FrontAddress(InetSocketAddress plain, Optional<TlsListener> tls) {
    /// Plain HTTP alone.
    public static FrontAddress plain(InetSocketAddress address) {
        return new FrontAddress(address, Optional.empty());
    }
}
