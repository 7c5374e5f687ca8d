package io.breakwater.deploytest.world;

import java.time.Duration;

/// An answer that came in pieces.
///
/// @param afterFirst from the first piece to the end
public record Streamed(GatewayReply reply, Duration afterFirst) {}
