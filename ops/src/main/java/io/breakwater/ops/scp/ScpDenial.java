package io.breakwater.ops.scp;

/// A statement that denies a call, or may deny it.
///
/// @param policy the policy's name and id, for people
/// @param statement its `Sid`
/// @param certain whether its text leaves no doubt
public record ScpDenial(String policy, String statement, boolean certain) {}
