package io.breakwater.dialect;

import io.breakwater.model.Guardrail;
import java.util.Optional;

/// A guardrail that a caller asks for.
///
/// @param field the member that asks, as the client wrote it
/// @param identifier the name that the environment has for it, or Bedrock's id or ARN
/// @param version Bedrock's number of it; without one, the environment's
/// @param trace what the answer shall say of the checks; without it, as the environment says
/// @param asynchronous whether a stream shall flow while it is checked; without it, as the environment says
/// @param marked the first block that is marked to be checked, if any: Bedrock then checks marked blocks only
public record AskedGuardrail(
        String field,
        String identifier,
        Optional<String> version,
        Optional<Guardrail.Trace> trace,
        Optional<Boolean> asynchronous,
        Optional<String> marked) {}
