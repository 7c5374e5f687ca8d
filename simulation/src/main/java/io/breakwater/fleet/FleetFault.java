package io.breakwater.fleet;

import java.util.Arrays;
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
    STALL(Scope.TARGET, "streams stand still after their first pieces"),
    CUT(Scope.TARGET, "answers break off"),
    NO_STOP(Scope.TARGET, "streams end without messageStop and metadata"),
    MID_THROTTLE(Scope.TARGET, "streams end with a throttlingException"),
    NO_USAGE(Scope.TARGET, "streams stop properly, but never say what they cost"),
    REJECTED(Scope.TARGET, "400 that means the request"),
    TOO_LONG(Scope.TARGET, "400, the input is too long"),
    DOUBTFUL(Scope.ACCOUNT, "400 in unknown words that means the account"),
    DENIED(Scope.TARGET, "403"),
    EXPIRED(Scope.ACCOUNT, "403, expired credentials"),
    STS_DOWN(Scope.ACCOUNT, "no new credentials"),
    STS_REFUSES(Scope.ACCOUNT, "STS refuses the role"),
    BROWN_OUT(Scope.TARGET, "a part of the capacity is gone: 503 beyond it"),
    QUOTA_CUT(Scope.TARGET, "a part of the quota is gone, and nobody says so"),
    ACCOUNT_DEAD(Scope.ACCOUNT, "everything of an account is refused with 403"),
    REGION_LOST(Scope.REGION, "everything of a Region is unreachable"),
    STORE_BUSY(Scope.STORE, "the store throttles"),
    STORE_SLOW(Scope.STORE, "the store takes long, also beyond what is waited"),
    STORE_DOWN(Scope.STORE, "the store does not answer"),
    LOST_ANSWER(Scope.STORE, "the store writes, and its answer is lost"),
    STALE_READ(Scope.STORE, "what copies tell each other is read as it was a moment ago"),
    COPY_DEATH(Scope.COPIES, "copies die, whatever they are doing"),
    CLOCK_SKEW(Scope.COPIES, "clocks of new copies are wrong by up to 30 s"),
    CLOCK_JUMP(Scope.COPIES, "a copy's clock jumps by up to 5 minutes"),
    NOISY(Scope.TENANT, "a tenant sends many times as much"),
    RETRY_HAPPY(Scope.TENANT, "clients try again many times at once"),
    CLIENTS_LEAVE(Scope.TENANT, "clients hang up in the middle"),
    SUSPENDED(Scope.TENANT, "operators suspend a tenant"),
    DRAIN(Scope.TARGET, "operators drain a target");

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

    /// The name in commands.
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<FleetFault> of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
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
