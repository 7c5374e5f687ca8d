package io.breakwater.dialect;

/// What became of a request body: a call in canonical form, or the reason why not.
public sealed interface Decoded {

    record Call(ModelCall call) implements Decoded {}

    record Refused(Refusal refusal) implements Decoded {}
}
