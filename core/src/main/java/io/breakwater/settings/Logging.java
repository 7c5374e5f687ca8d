package io.breakwater.settings;

/// What is logged, and for how long. Prompts and answers never are, unless `invocations` is on.
///
/// @param retentionDays how long CloudWatch keeps the gateway's logs; one of its own choices
/// @param invocations whether the shards record Bedrock's invocation log: account-wide, with full prompts
/// @param level the least important lines that the functions write
public record Logging(int retentionDays, boolean invocations, Level level) {
    public static final Logging DEFAULT = new Logging(30, false, Level.INFO);

    /// How much the functions log, from everything to failures only.
    public enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }
}
