package io.breakwater.settings;

/// What is logged, and for how long. Prompts and answers are never logged unless `prompts` is on.
///
/// @param retentionDays how many days CloudWatch keeps the gateway's logs; one of the values that
/// CloudWatch accepts
/// @param invocations whether the shards record Bedrock's invocation log, of every call in their accounts and
/// Regions
/// @param prompts whether that log holds prompts and answers too
/// @param level the least important lines that the functions write
public record Logging(int retentionDays, boolean invocations, boolean prompts, Level level) {
    public static final Logging DEFAULT = new Logging(30, false, false, Level.INFO);

    /// How much the functions log, from everything to failures only.
    public enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }
}
