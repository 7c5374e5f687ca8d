package io.breakwater.model;

import java.util.Optional;

/// The guardrail that checks one request: the configured one, or one that its caller has asked for.
///
/// @param trace what the answer says about the checks
/// @param asynchronous whether a stream flows while it is checked
public record AppliedGuardrail(Guardrail guardrail, Guardrail.Trace trace, boolean asynchronous) {

    public static AppliedGuardrail asSet(Guardrail guardrail) {
        return new AppliedGuardrail(guardrail, guardrail.trace(), guardrail.asynchronous());
    }

    public Optional<Guardrail.Copy> at(Target target) {
        return guardrail.at(target);
    }
}
