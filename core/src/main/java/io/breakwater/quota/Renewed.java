package io.breakwater.quota;

/// How a renewal ended.
public sealed interface Renewed {

    /// The reservation as its next renewal and its settlement need it.
    Reservation reservation();

    /// The current epoch holds it.
    record Held(Reservation reservation) implements Renewed {}

    /// The item is not there any more, and with it whatever it held.
    record Gone(Reservation reservation) implements Renewed {}

    /// The store did not take it, or did not say whether it was written. It MUST be tried again: whatever has
    /// happened, it is held once after that.
    record Unsure(Reservation reservation, String reason) implements Renewed {}
}
