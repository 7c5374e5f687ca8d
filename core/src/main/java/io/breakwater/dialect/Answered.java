package io.breakwater.dialect;

import java.time.Instant;

/// What every answer carries whatever its dialect.
///
/// @param requestId the gateway's id of the request
/// @param model the name written into the answer's `model` field: who answered, or the alias that was asked for
/// @param at when the answer began
public record Answered(String requestId, String model, Instant at) {}
