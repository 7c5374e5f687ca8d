package io.breakwater.quota.operations;

/// How a renewal ended.
public sealed interface RenewalResult {

    /// The reservation as its next renewal and its settlement need it.
    Reservation reservation();

    /// The current epoch holds it.
    record Held(Reservation reservation) implements RenewalResult {}

    /// The item is not there any more, and with it whatever it held.
    record Gone(Reservation reservation) implements RenewalResult {}

    /// The store did not take it, or did not say whether it was written. It MUST be tried again: whatever has
    /// happened, it is held once after that.
    record Unsure(Reservation reservation, String reason) implements RenewalResult {}
}
