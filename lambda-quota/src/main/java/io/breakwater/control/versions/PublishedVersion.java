package io.breakwater.control.versions;

import java.time.Instant;

/// A published version of a function.
///
/// @param number as Lambda counts them; a number never comes again
/// @param changed when the function was last changed before it was published, so not later than that
record PublishedVersion(long number, Instant changed) {}
