package io.breakwater.dialect;

/// The result of reading a request body: a call, or a refusal.
public sealed interface Decoded {

    /// @param responder writes the client's answer
    record Call(ModelCall call, Responder responder) implements Decoded {}

    record Refused(Refusal refusal) implements Decoded {}
}
