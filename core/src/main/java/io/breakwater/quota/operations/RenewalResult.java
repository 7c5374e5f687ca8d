package io.breakwater.quota.operations;

/// How a renewal ended.
public sealed interface RenewalResult {

    /// The reservation as its next renewal and its settlement need it.
    Reservation reservation();

    /// The current epoch holds it.
    record Held(Reservation reservation) implements RenewalResult {}

    /// The item is gone, and its holds with it.
    record Gone(Reservation reservation) implements RenewalResult {}

    /// The store refused the renewal, or did not say whether it was written. It MUST be tried again; in
    /// either case the reservation is then held exactly once.
    record Unsure(Reservation reservation, String reason) implements RenewalResult {}
}
