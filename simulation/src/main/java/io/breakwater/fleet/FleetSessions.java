package io.breakwater.fleet;

import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
import io.breakwater.routing.AccountSession;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// One copy's sessions of the shards' roles, as its cache of credentials keeps them. While STS gives an
/// account no credentials, none are issued; copies that the fault strikes have lost those they had, as if
/// they had all begun after it.
final class FleetSessions {
    /// Both tries of a call to STS.
    private static final Duration SILENT = Duration.ofMillis(1_500);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 4;
    private static final int PARTS = 100;

    /// Spreads the numbers of copies evenly over the parts.
    private static final int SPREAD = 61;

    private final int copy;
    private final FleetTime time;
    private final FleetFaults faults;
    private final InstantSource clock;
    private final Map<ShardId, Held> held = new HashMap<>();

    /// @param issued since the start
    private record Held(Duration issued, Instant since) {}

    private final Map<ShardId, Failed> failed = new HashMap<>();

    private record Failed(int inARow, Instant askAgainAt) {}

    /// When the running call to STS ends, since the start; all requests of the copy wait for it.
    private final Map<ShardId, Duration> asking = new HashMap<>();

    /// @param copy its number
    FleetSessions(int copy, FleetTime time, FleetFaults faults, InstantSource clock) {
        this.copy = copy;
        this.time = time;
        this.faults = faults;
        this.clock = clock;
    }

    AccountSession of(Target target) {
        Held session = held.get(target.shard());
        if (session != null && !lost(session, target)) {
            return new AccountSession.AtHand(session.since());
        }
        Failed last = failed.get(target.shard());
        return last != null && last.askAgainAt().isAfter(clock.instant())
                ? new AccountSession.NotBefore(last.askAgainAt())
                : new AccountSession.None();
    }

    private boolean lost(Held session, Target target) {
        return refusing(target)
                .filter(fault -> session.issued().compareTo(fault.from()) < 0)
                .filter(fault -> copy * SPREAD % PARTS < fault.strength() * PARTS)
                .isPresent();
    }

    private Optional<FaultSpan> refusing(Target target) {
        return faults.on()
                .filter(fault -> fault.kind() == FleetFault.STS_DOWN && fault.strikes(target))
                .findFirst();
    }

    /// Gets credentials for a call.
    ///
    /// @return why there are none
    Optional<Outcome> ask(Target target) {
        return switch (of(target)) {
            case AccountSession.AtHand _ -> Optional.empty();
            case AccountSession.NotBefore(Instant until) -> Optional.of(none(until));
            case AccountSession.None() -> asked(target.shard(), refusing(target).isPresent());
        };
    }

    private Optional<Outcome> asked(ShardId shard, boolean refused) {
        if (refused && asking.containsKey(shard)) {
            time.sleep(asking.get(shard).minus(time.elapsed()));
            return Optional.of(none(clock.instant().plus(FIRST_PAUSE)));
        }
        if (refused) {
            asking.put(shard, time.elapsed().plus(SILENT));
            time.sleep(SILENT);
            asking.remove(shard);
            int before =
                    failed.getOrDefault(shard, new Failed(0, Instant.EPOCH)).inARow();
            Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(before, MOST_DOUBLINGS));
            Instant again = clock.instant().plus(pause);
            failed.put(shard, new Failed(before + 1, again));
            return Optional.of(none(again));
        }
        failed.remove(shard);
        held.put(shard, new Held(time.elapsed(), clock.instant()));
        return Optional.empty();
    }

    private Outcome none(Instant until) {
        return new Outcome.NoCredentials("STS is silent", Duration.between(clock.instant(), until));
    }
}
