package io.breakwater.local.front;

import java.security.KeyStore;

/// The private key and the certificate with which a server answers over TLS.
///
/// @param keys has one private key, with the certificates that belong to it
/// @param password the key's password; it protects nothing, since whoever can read the file knows it
public record TlsIdentity(KeyStore keys, String password) {
    @Override
    public String toString() {
        return "TlsIdentity";
    }
}
