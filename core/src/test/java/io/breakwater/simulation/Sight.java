package io.breakwater.simulation;

/// Events that must happen now and then; otherwise the faults are too harmless to prove anything.
enum Sight {
    ANSWERED,
    STREAMED,
    KEPT_ALIVE,
    BROKEN_STREAM,
    ANSWERED_AT_THE_THIRD,
    LOWER_TIER,
    PAUSED,
    PROBED,
    GAVE_UP_AT_THE_FIRST,
    DEADLINE,
    ABANDONED,
    RENEWED,
    THROTTLED,
    ALL_SPENT
}
