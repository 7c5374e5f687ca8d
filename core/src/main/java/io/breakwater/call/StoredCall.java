package io.breakwater.call;

import io.breakwater.surface.ApiOperation;

/// A request about a response that a target has stored.
///
/// @param operation one of the operations on a response's own path
/// @param id Bedrock's id of the response
/// @param include further parts to show, separated by commas; empty for none
public record StoredCall(ApiOperation operation, String id, String include) {}
