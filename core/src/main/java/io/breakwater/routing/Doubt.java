package io.breakwater.routing;

/// A target that refused the request with a message that the gateway does not know. The message may quote
/// the prompt, so only the caller sees it.
record Doubt(Candidate refused, Outcome.Doubtful refusal) {

    /// What it was, once another account has answered the same request.
    Outcome blamed() {
        return refusal.guardrail()
                .<Outcome>map(guardrail -> new Outcome.GuardrailRefused(
                        guardrail,
                        "in unknown words: another account applies its copy to what this one refuses; a call with the"
                                + " guardrail in this account shows them"))
                .orElseGet(() -> new Outcome.Misconfigured(
                        "another account answers what this one refuses in unknown words; a call of the model in this"
                                + " account shows them"));
    }
}
