package io.breakwater.simulated.bedrock;

/// The rights of the callers of accounts, decided by a control plane elsewhere. The simulation itself
/// evaluates no policy.
@FunctionalInterface
public interface CallRights {

    /// Everybody is allowed everything.
    CallRights ALL = _ -> true;

    /// A call whose rights are checked.
    ///
    /// @param action as IAM names it: `bedrock:InvokeModel`
    /// @param resource the ARN of the profile or model that is called
    record Asked(String account, String region, String action, String resource) {}

    boolean allow(Asked asked);
}
