package io.breakwater.surface;

/// What the router has to do for an operation. Operations with the same task differ only in path and
/// dialect.
public enum RouterTask {
    CALL_MODEL,
    /// How many tokens the input of a model call has.
    COUNT_TOKENS,
    /// A dry run of a model call in any dialect.
    PLAN,
    /// Has Bedrock show, delete or cancel a response that it has stored.
    ASK_STORED_RESPONSE,
    LIST_MODELS,
    SHOW_MODEL,
    /// Bedrock's inference profiles that the key may use.
    LIST_PROFILES,
    SHOW_PROFILE,
    REPORT_HEALTH
}
