package io.breakwater.local.front;

import java.security.KeyStore;

/// The private key and the certificate with which a server answers over TLS.
///
/// @param keys has one private key, with the certificates that belong to it
/// @param password of the key; it guards nothing, since whoever reads the file reads it too
public record TlsIdentity(KeyStore keys, String password) {
    @Override
    public String toString() {
        return "TlsIdentity";
    }
}
