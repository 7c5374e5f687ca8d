package io.breakwater.identity;

/// Turns a key into what may be stored of it.
@FunctionalInterface
public interface KeyHasher {
    KeyHash hash(ApiKey key);
}
