package io.breakwater.local.front;

/// Where the front server listens for TLS, beside plain HTTP and on the same address.
///
/// @param port 0 takes any free one
/// @param preferred whether another port will do if this one is taken
public record TlsListener(int port, boolean preferred, TlsIdentity identity) {}
