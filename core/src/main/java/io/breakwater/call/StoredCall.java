package io.breakwater.call;

import io.breakwater.surface.ApiOperation;

/// What is to be done with a response that a target has stored.
///
/// @param operation one of those at a response's own path
/// @param id Bedrock's own
/// @param include what of it shall be shown too, separated by commas; empty for the usual
public record StoredCall(ApiOperation operation, String id, String include) {}
