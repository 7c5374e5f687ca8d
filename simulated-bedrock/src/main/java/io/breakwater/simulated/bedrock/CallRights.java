package io.breakwater.simulated.bedrock;

/// What the callers of accounts are allowed, as a control plane elsewhere has it. The simulation
/// itself evaluates no policy.
@FunctionalInterface
public interface CallRights {

    /// Everybody is allowed everything.
    CallRights ALL = _ -> true;

    /// A call that is asked about.
    ///
    /// @param action as IAM names it: `bedrock:InvokeModel`
    /// @param resource the ARN of the profile or model that is called
    record Asked(String account, String region, String action, String resource) {}

    boolean allow(Asked asked);
}
