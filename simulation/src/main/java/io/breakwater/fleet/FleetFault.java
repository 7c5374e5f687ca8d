package io.breakwater.fleet;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The kinds of faults, each with what it strikes.
enum FleetFault {
    THROTTLE(Scope.TARGET, "429 although there is room"),
    DAY_SPENT(Scope.TARGET, "429, tokens of the day"),
    UNAVAILABLE(Scope.TARGET, "503 at once"),
    OVERLOADED(Scope.TARGET, "529 with Retry-After"),
    SERVER_FAULT(Scope.TARGET, "500"),
    NOT_READY(Scope.TARGET, "429 ModelNotReady"),
    MODEL_TIMEOUT(Scope.TARGET, "408"),
    UNREACHABLE(Scope.TARGET, "no connection"),
    SILENT(Scope.TARGET, "the connection is taken, and nothing comes"),
    SLOW_FIRST_TOKEN(Scope.TARGET, "the first token comes late"),
    SLOW_TOKENS(Scope.TARGET, "tokens come slowly"),
    STALL(Scope.TARGET, "streams stall after their first pieces"),
    CUT(Scope.TARGET, "answers break off"),
    NO_STOP(Scope.TARGET, "streams end without messageStop and metadata"),
    MID_THROTTLE(Scope.TARGET, "streams end with a throttlingException"),
    NO_USAGE(Scope.TARGET, "streams stop properly, but never report their usage"),
    REJECTED(Scope.TARGET, "400 because of the request"),
    TOO_LONG(Scope.TARGET, "400, the input is too long"),
    DOUBTFUL(Scope.ACCOUNT, "400 in unknown words because of the account"),
    DENIED(Scope.TARGET, "403"),
    EXPIRED(Scope.ACCOUNT, "403, expired credentials"),
    STS_DOWN(Scope.ACCOUNT, "no new credentials"),
    STS_REFUSES(Scope.ACCOUNT, "STS refuses the role"),
    BROWN_OUT(Scope.TARGET, "a part of the capacity is gone: 503 beyond it"),
    QUOTA_CUT(Scope.TARGET, "a part of the quota is gone without notice"),
    ACCOUNT_DEAD(Scope.ACCOUNT, "everything of an account is refused with 403"),
    REGION_LOST(Scope.REGION, "everything of a Region is unreachable"),
    STORE_BUSY(Scope.STORE, "the store throttles"),
    STORE_SLOW(Scope.STORE, "the store is slow, even beyond its time limit"),
    STORE_DOWN(Scope.STORE, "the store does not answer"),
    LOST_ANSWER(Scope.STORE, "the store writes, and its answer is lost"),
    STALE_READ(Scope.STORE, "the shared state is read as it was a moment ago"),
    COPY_DEATH(Scope.COPIES, "copies die at any moment"),
    CLOCK_SKEW(Scope.COPIES, "clocks of new copies are wrong by up to 30 s"),
    CLOCK_JUMP(Scope.COPIES, "a copy's clock jumps by up to 5 minutes"),
    NOISY(Scope.TENANT, "a tenant sends many times as much"),
    RETRY_HAPPY(Scope.TENANT, "clients try again many times at once"),
    CLIENTS_LEAVE(Scope.TENANT, "clients hang up in the middle"),
    SUSPENDED(Scope.TENANT, "operators suspend a tenant"),
    DRAIN(Scope.TARGET, "operators drain a target"),
    THROTTLE_WAIT(Scope.TARGET, "429 that says how long to wait, a second to a minute"),
    ERROR_BODY(Scope.TARGET, "200 with an error in place of the answer, or of a stream's first frame"),
    GARBLED(Scope.TARGET, "a frame of a stream, or a whole answer, cannot be read"),
    WRONG_USAGE(Scope.TARGET, "answers report a tenth of what was billed, nothing, or ten times as much"),
    DOUBLED(Scope.TARGET, "frames that open and close a stream come twice"),
    TRUNCATED(Scope.TARGET, "the last frame of a stream, or a whole answer, breaks off"),
    CAPACITY_RAMP(Scope.TARGET, "a part of quota and places is gone, and comes back by and by"),
    LIMITS_CHANGED(Scope.TENANT, "copies that begin now have other limits of a tenant"),
    TARGET_REMOVED(Scope.TARGET, "copies that begin now do not have a target"),
    TARGET_ADDED(Scope.TARGET, "copies that begin before do not have a target"),
    TARGET_CHANGED(Scope.TARGET, "copies that begin now believe another capacity and weight of a target"),
    MID_SERVER_FAULT(Scope.TARGET, "streams end with an internalServerException"),
    MID_MODEL_ERROR(Scope.TARGET, "streams end with a modelStreamErrorException"),
    MID_UNAVAILABLE(Scope.TARGET, "streams end with a serviceUnavailableException"),
    MID_VALIDATION(Scope.TARGET, "streams end with a validationException");

    /// What a fault strikes.
    enum Scope {
        TARGET,
        ACCOUNT,
        REGION,
        STORE,
        COPIES,
        TENANT
    }

    private final Scope scope;
    private final String meaning;

    FleetFault(Scope scope, String meaning) {
        this.scope = scope;
        this.meaning = meaning;
    }

    Scope scope() {
        return scope;
    }

    String meaning() {
        return meaning;
    }

    /// Whether streams break off or end without what closes them.
    boolean breaksStreams() {
        return switch (this) {
            case CUT, NO_STOP, NO_USAGE, GARBLED, TRUNCATED -> true;
            case FleetFault other -> StruckFrame.ERRORS.contains(other);
        };
    }

    /// The name in commands.
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<FleetFault> of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }

    /// The kinds that the first schedules are drawn from, and whose figures are recorded; the others are
    /// those of [LaterFaults].
    static List<FleetFault> first() {
        return List.copyOf(EnumSet.range(THROTTLE, DRAIN));
    }

    /// Those that strike targets or accounts.
    static List<String> ofTargets() {
        return Arrays.stream(values())
                .filter(kind -> kind.scope == Scope.TARGET || kind.scope == Scope.ACCOUNT)
                .map(FleetFault::label)
                .toList();
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(FleetFault::label).toList();
    }
}
