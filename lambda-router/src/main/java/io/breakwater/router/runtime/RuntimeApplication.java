package io.breakwater.router.runtime;

import io.breakwater.router.StreamingHandler;

/// What the runtime loop runs.
///
/// @param handler answers every invocation
/// @param hooks run around a snapshot, if one is taken
public record RuntimeApplication(StreamingHandler handler, SnapshotHooks hooks) {}
