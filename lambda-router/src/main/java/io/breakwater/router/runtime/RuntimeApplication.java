package io.breakwater.router.runtime;

/// What the runtime loop runs.
///
/// @param handler answers every invocation
/// @param warmUp is run before the first invocation
public record RuntimeApplication(StreamingHandler handler, WarmUp warmUp) {}
