package io.breakwater.dialect;

/// What became of a request body: a call, or the reason why not.
public sealed interface Decoded {

    /// @param responder writes what its client gets
    record Call(ModelCall call, Responder responder) implements Decoded {}

    record Refused(Refusal refusal) implements Decoded {}
}
