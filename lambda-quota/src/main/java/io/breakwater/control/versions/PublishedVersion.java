package io.breakwater.control.versions;

import java.time.Instant;

/// A published version of a function.
///
/// @param number Lambda's number, which is never reused
/// @param changed when the function was last changed before the version was published, so not later
/// than that
record PublishedVersion(long number, Instant changed) {}
