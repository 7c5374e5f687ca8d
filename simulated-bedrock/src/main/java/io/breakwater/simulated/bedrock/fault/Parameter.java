package io.breakwater.simulated.bedrock.fault;

/// The parameters of a fault beside whom, when and how often it strikes; each kind accepts some of
/// them.
public enum Parameter {
    /// How long the fault holds a call back.
    DELAY("delay"),
    /// How long an answer takes as a whole.
    TOOK("took"),
    /// The `Retry-After` of a refusal, in whole seconds.
    RETRY_AFTER("retryAfter"),
    /// The words of a refusal, in place of the usual ones.
    MESSAGE("message"),
    /// Which known refusal of an account it is, by name.
    REASON("reason"),
    /// How many pieces of a stream come before the fault; half of them if not given.
    AFTER_PIECES("afterPieces");

    private final String wireName;

    Parameter(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
