package io.breakwater.local.bedrock.fault;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a scripted fault does: most refuse the call with an error, the others disturb a call that was admitted.
public enum FaultKind {
    THROTTLE("throttle"),
    UNAVAILABLE("unavailable"),
    DAILY_QUOTA("daily-quota"),
    ERROR_500("error-500"),
    ACCESS_DENIED("access-denied"),
    MODEL_NOT_READY("model-not-ready"),
    MODEL_TIMEOUT("model-timeout"),
    MODEL_ERROR("model-error"),
    OVERLOADED_529("overloaded-529"),
    VALIDATION("validation"),
    /// The first token comes late, by default 10 seconds.
    SLOW_FIRST_TOKEN("slow-first-token"),
    /// The answer begins, stands still until the fault ends, and then goes on.
    STALL("stall"),
    /// The connection closes before any byte of an answer.
    RESET("reset"),
    /// The connection closes in the middle of the answer, without `messageStop` and `metadata`.
    CUT_STREAM("cut-stream"),
    /// A stream ends in the middle with a throttlingException frame; a buffered call is throttled at once.
    MID_STREAM_THROTTLE("mid-stream-throttle"),
    /// One frame in the middle has a wrong checksum; a buffered answer is broken JSON.
    GARBLED_FRAME("garbled-frame");

    private final String wireName;

    FaultKind(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    static Optional<FaultKind> named(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(wireName))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(FaultKind::wireName).collect(Collectors.joining(", "));
    }
}
