package io.breakwater.deploytest.world;

import java.time.Duration;

/// An answer that arrived in pieces.
///
/// @param afterFirst the time from the first piece to the end
/// @param frames the number of frames of a binary event stream, each complete and with a valid
/// checksum; 0 for other answers
public record Streamed(GatewayReply reply, Duration afterFirst, int frames) {}
