package io.breakwater.deploytest.world;

import java.time.Duration;

/// An answer that came in pieces.
///
/// @param afterFirst from the first piece to the end
/// @param frames of a binary event stream, each whole and with the checksums that it came with; 0 of other answers
public record Streamed(GatewayReply reply, Duration afterFirst, int frames) {}
