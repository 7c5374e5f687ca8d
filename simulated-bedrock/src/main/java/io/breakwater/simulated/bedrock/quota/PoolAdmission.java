package io.breakwater.simulated.bedrock.quota;

/// A pool's answer to a call that wants to start.
public sealed interface PoolAdmission {

    /// The call may run; the reservation MUST be settled once, however the call ends.
    record Admitted(PoolReservation reservation) implements PoolAdmission {}

    /// The call may not run, and nothing was taken.
    record Refused(Shortage shortage) implements PoolAdmission {}
}
