package io.breakwater.simulated.bedrock.quota;

/// A pool's answer to a call that wants to start.
public sealed interface Admission {

    /// The call may run; the reservation MUST be settled once, however the call ends.
    record Admitted(Reservation reservation) implements Admission {}

    /// The call may not run, and nothing was taken.
    record Refused(Shortage shortage) implements Admission {}
}
