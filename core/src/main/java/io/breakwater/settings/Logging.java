package io.breakwater.settings;

/// What is logged, and for how long. Prompts and answers never are, unless `invocations` is on.
///
/// @param retentionDays how long CloudWatch keeps the gateway's logs; one of its own choices
/// @param invocations whether the shards record Bedrock's invocation log: account-wide, with full prompts
public record Logging(int retentionDays, boolean invocations) {
    public static final Logging DEFAULT = new Logging(30, false);
}
