package io.breakwater.dialect;

import io.breakwater.model.Guardrail;
import java.util.Optional;

/// A guardrail that a caller asks for.
///
/// @param field the member that asks, as the client wrote it
/// @param identifier its name in the environment, or Bedrock's id or ARN
/// @param version Bedrock's version number; if empty, the environment's
/// @param trace what the answer says about the checks; if empty, as the environment says
/// @param asynchronous whether a stream flows while it is checked; if empty, as the environment says
/// @param marked the first block that is marked for the check, if any: Bedrock then checks only marked
/// blocks
public record AskedGuardrail(
        String field,
        String identifier,
        Optional<String> version,
        Optional<Guardrail.Trace> trace,
        Optional<Boolean> asynchronous,
        Optional<String> marked) {}
