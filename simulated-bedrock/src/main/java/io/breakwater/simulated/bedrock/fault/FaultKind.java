package io.breakwater.simulated.bedrock.fault;

import static io.breakwater.simulated.bedrock.fault.Parameter.AFTER_PIECES;
import static io.breakwater.simulated.bedrock.fault.Parameter.DELAY;
import static io.breakwater.simulated.bedrock.fault.Parameter.MESSAGE;
import static io.breakwater.simulated.bedrock.fault.Parameter.REASON;
import static io.breakwater.simulated.bedrock.fault.Parameter.RETRY_AFTER;
import static io.breakwater.simulated.bedrock.fault.Parameter.TOOK;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The effect of a scripted fault: some refuse the call with an error, others disturb an admitted call,
/// and those of STS strike AssumeRole.
public enum FaultKind {
    THROTTLE("throttle", RETRY_AFTER, MESSAGE),
    UNAVAILABLE("unavailable", RETRY_AFTER, MESSAGE),
    /// The day's tokens are used up: those of one model if the match names it, else those of all models
    /// together.
    DAILY_QUOTA("daily-quota", RETRY_AFTER, MESSAGE),
    /// A service quota other than tokens and requests is exceeded, which Bedrock reports with a 400.
    SERVICE_QUOTA("service-quota", MESSAGE),
    ERROR_500("error-500", MESSAGE),
    ACCESS_DENIED("access-denied", MESSAGE),
    NOT_FOUND("not-found", MESSAGE),
    /// The path does not exist, as in a Region that lacks a vendor's API; Bedrock's own operations
    /// exist.
    UNKNOWN_OPERATION("unknown-operation"),
    EXPIRED_TOKEN("expired-token", MESSAGE),
    MODEL_NOT_READY("model-not-ready", RETRY_AFTER, MESSAGE),
    MODEL_TIMEOUT("model-timeout", MESSAGE),
    MODEL_ERROR("model-error", MESSAGE),
    OVERLOADED_529("overloaded-529", RETRY_AFTER, MESSAGE),
    VALIDATION("validation", MESSAGE),
    /// A 400 that concerns the account and not the request, see [AccountRefusal]: another account would
    /// answer.
    ACCOUNT_REFUSAL("account-refusal", REASON, MESSAGE),
    /// The first token is late, by default 10 seconds.
    SLOW_FIRST_TOKEN("slow-first-token", DELAY),
    /// A valid but slow answer: whole after `took`, or streamed evenly over it, from `delay` on.
    SLOW_ANSWER("slow-answer", TOOK, DELAY),
    /// The answer begins, stands still until the fault ends, and then goes on.
    STALL("stall", DELAY, AFTER_PIECES),
    /// A stream begins a tool call, is silent within its arguments for `delay`, and goes on.
    SILENT_TOOL_ARGUMENTS("silent-tool-arguments", DELAY, AFTER_PIECES),
    /// The connection closes before any byte of an answer.
    RESET("reset"),
    /// The connection closes in the middle of the answer, without `messageStop` and `metadata`.
    CUT_STREAM("cut-stream", AFTER_PIECES),
    /// A stream ends as a complete body does, but without `messageStop` and `metadata`.
    END_WITHOUT_STOP("end-without-stop", AFTER_PIECES),
    /// A stream ends in the middle with a throttlingException frame; a buffered call is throttled at once.
    MID_STREAM_THROTTLE("mid-stream-throttle", AFTER_PIECES),
    /// One frame in the middle has a wrong checksum; a buffered answer is broken JSON.
    GARBLED_FRAME("garbled-frame", AFTER_PIECES),
    /// STS accepts the connection and the request, and never answers.
    STS_SILENT("sts-silent"),
    STS_THROTTLE("sts-throttle", MESSAGE),
    STS_REFUSE("sts-refuse", MESSAGE);

    private final String wireName;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of, which nobody can change
    private final List<Parameter> takes;

    FaultKind(String wireName, Parameter... takes) {
        this.wireName = wireName;
        this.takes = List.of(takes);
    }

    public String wireName() {
        return wireName;
    }

    /// The parameters that this kind accepts.
    public List<Parameter> takes() {
        return takes;
    }

    /// The parameter that this kind requires.
    public Optional<Parameter> needs() {
        if (this == SLOW_ANSWER) {
            return Optional.of(TOOK);
        }
        return this == SILENT_TOOL_ARGUMENTS ? Optional.of(DELAY) : Optional.empty();
    }

    /// Whether it strikes STS; all others strike model calls.
    public boolean ofSts() {
        return this == STS_SILENT || this == STS_THROTTLE || this == STS_REFUSE;
    }

    /// Whether it strikes streams only, and does not count other calls.
    public boolean onlyStreams() {
        return this == SILENT_TOOL_ARGUMENTS || this == END_WITHOUT_STOP;
    }

    /// Whether it strikes vendors' operations only, and does not count Bedrock's own.
    public boolean onlyVendors() {
        return this == UNKNOWN_OPERATION;
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
