package io.breakwater.routing;

import java.time.Instant;

/// The credentials that one process has for a target's account.
public sealed interface AccountSession {

    /// The credentials of a process that needs none, or always has them.
    AccountSession ALWAYS = new AtHand(Instant.EPOCH);

    /// There are valid ones.
    ///
    /// @param since when they were issued
    record AtHand(Instant since) implements AccountSession {}

    /// There are none yet: the next call asks for them and waits.
    record None() implements AccountSession {}

    /// There are none, and their issuer has just given none.
    ///
    /// @param until when this process asks again
    record NotBefore(Instant until) implements AccountSession {}
}
