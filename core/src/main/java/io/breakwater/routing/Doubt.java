package io.breakwater.routing;

/// A target that refused the request with a message that the gateway does not know. The message may quote
/// the prompt, so only the caller sees it.
record Doubt(Candidate refused, Outcome.Doubtful refusal) {

    /// What it was, once another account has answered the same request.
    Outcome blamed() {
        return refusal.guardrail()
                .<Outcome>map(guardrail -> new Outcome.GuardrailRefused(
                        guardrail,
                        "with an unknown message: another account applies its copy to the same request; call the model with the"
                                + " guardrail in this account to see the message"))
                .orElseGet(() -> new Outcome.Misconfigured(
                        "another account answers a request that this one refuses with an unknown message; call the model in"
                                + " this account to see the message"));
    }
}
