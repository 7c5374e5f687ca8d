package io.breakwater.fleet;

import io.breakwater.model.Target;
import io.breakwater.routing.RoutingRules;
import java.time.Duration;
import java.util.stream.Stream;

/// Which faults speak against a target, by docs/failures.md, and until when: until the last call that
/// has begun in one of them is over and told.
final class Blame {
    /// From the end of a call, or from a refusal that comes within a second, until its copy has written
    /// what it knows of the target.
    private static final Duration TOLD = Duration.ofSeconds(15);

    /// The time of 512 tokens at four a second.
    private static final Duration SLOWLY = Duration.ofSeconds(128);

    private final FleetPlan plan;
    private final FleetTime time;
    private final Duration patience;

    Blame(FleetPlan plan, FleetTime time) {
        this.plan = plan;
        this.time = time;
        this.patience = plan.loads().stream()
                .map(FleetPlan.Load::patience)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /// What a call that a fault strikes says of its target.
    enum Kind {
        /// It fails, so that the target may be ejected.
        FAILS,
        /// It is refused whoever asks, so that the target may be quarantined.
        REFUSES,
        /// The quota of the day is spent.
        SPENT,
        /// It says nothing against the target: it is answered, throttled, refused for its own content
        /// or not made. A target with fewer places fails only if it answers hardly any call
        /// ([FleetBedrock#overflowed]).
        NOTHING
    }

    static Kind of(FleetFault fault) {
        return switch (fault) {
            case UNAVAILABLE,
                    OVERLOADED,
                    SERVER_FAULT,
                    NOT_READY,
                    MODEL_TIMEOUT,
                    UNREACHABLE,
                    REGION_LOST,
                    SILENT,
                    SLOW_FIRST_TOKEN,
                    SLOW_TOKENS,
                    STALL,
                    CUT,
                    NO_STOP,
                    MID_THROTTLE,
                    MID_SERVER_FAULT,
                    MID_MODEL_ERROR,
                    MID_UNAVAILABLE,
                    MID_VALIDATION,
                    NO_USAGE,
                    ERROR_BODY,
                    GARBLED,
                    TRUNCATED -> Kind.FAILS;
            case DENIED, DOUBTFUL, EXPIRED, STS_REFUSES, ACCOUNT_DEAD -> Kind.REFUSES;
            case DAY_SPENT -> Kind.SPENT;
            case THROTTLE,
                    THROTTLE_WAIT,
                    WRONG_USAGE,
                    DOUBLED,
                    REJECTED,
                    TOO_LONG,
                    STS_DOWN,
                    BROWN_OUT,
                    QUOTA_CUT,
                    CAPACITY_RAMP,
                    DRAIN,
                    STORE_BUSY,
                    STORE_SLOW,
                    STORE_DOWN,
                    LOST_ANSWER,
                    STALE_READ,
                    COPY_DEATH,
                    CLOCK_SKEW,
                    CLOCK_JUMP,
                    NOISY,
                    RETRY_HAPPY,
                    CLIENTS_LEAVE,
                    SUSPENDED,
                    LIMITS_CHANGED,
                    TARGET_REMOVED,
                    TARGET_ADDED,
                    TARGET_CHANGED -> Kind.NOTHING;
        };
    }

    /// Whether a fault of this kind speaks against a target now.
    boolean isOn(Kind kind, Target target) {
        return begun(kind, target).anyMatch(fault -> time.elapsed().compareTo(end(fault)) <= 0);
    }

    /// Whether a fault of this kind has ever spoken against a target.
    boolean wasOn(Kind kind, Target target) {
        return begun(kind, target).findAny().isPresent();
    }

    /// Whether what happened at this time may lead to a decision now.
    boolean isRecent(Duration happened) {
        return time.elapsed().compareTo(happened.plus(TOLD)) <= 0;
    }

    private Stream<FaultSpan> begun(Kind kind, Target target) {
        return plan.faults().stream()
                .filter(fault -> of(fault.kind()) == kind && fault.strikes(target))
                .filter(fault -> fault.from().compareTo(time.elapsed()) <= 0);
    }

    private Duration end(FaultSpan fault) {
        return fault.until().plus(longest(fault.kind())).plus(TOLD);
    }

    /// How long a call that it strikes may last. A refused one in unknown words counts when another account has
    /// answered the request. A stream has its caller's time until its first content; then it may stand still for as
    /// long as the gateway lets it.
    private Duration longest(FleetFault fault) {
        return switch (fault) {
            case MODEL_TIMEOUT, SILENT, SLOW_FIRST_TOKEN, DOUBTFUL, ERROR_BODY -> patience;
            case SLOW_TOKENS -> patience.plus(SLOWLY);
            case STALL -> patience.plus(RoutingRules.DEFAULT.idle());
            case NO_USAGE -> patience.multipliedBy(2);
            case FleetFault other -> StruckFrame.isOf(other) ? patience.multipliedBy(2) : Duration.ZERO;
        };
    }
}
