package io.breakwater.adapters.credentials;

import io.breakwater.adapters.credentials.TargetCredentials.Found;
import io.breakwater.model.TenantId;
import io.breakwater.naming.SessionNames;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The sessions of one shard's role in one process: one for each tenant that calls, by whose name the bill tells
/// tenants apart, and one that all can use. A tenant's own is worth half a second of waiting and no refusal: where it
/// cannot be had, the shared one serves, which is renewed before anybody needs it.
final class TenantSessions {
    /// Some 2 KB each; whoever has called longest ago is forgotten first.
    static final int MOST = 1_000;

    /// Five times what AssumeRole takes.
    static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 4;

    private final Function<String, SharedSession> begin;
    private final SharedSession shared;
    private final InstantSource clock;
    private final Map<TenantId, SharedSession> own = new Recent();
    private int failuresInARow;
    private Instant askAgainAt = Instant.MIN;

    /// @param begin a session of a name, for which nobody has asked yet
    /// @param shared the name of the one that all can use
    TenantSessions(Function<String, SharedSession> begin, String shared, InstantSource clock) {
        this.begin = begin;
        this.shared = begin.apply(shared);
        this.clock = clock;
    }

    private static final class Recent extends LinkedHashMap<TenantId, SharedSession> {
        private static final long serialVersionUID = 1;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<TenantId, SharedSession> eldest) {
            return size() > MOST;
        }
    }

    /// The one that all can use.
    Found shared(Duration within) {
        return shared.within(within);
    }

    /// The tenant's own, or else the one that all can use. The latter is asked for first, so that it is there when STS
    /// fails.
    Found of(TenantId tenant, Duration within) {
        SharedSession mine = own(tenant);
        Optional<Found> atHand = mine.atHand();
        Found everybodys = shared.within(atHand.isPresent() ? Duration.ZERO : within);
        if (atHand.isPresent()) {
            return atHand.get();
        }
        return everybodys instanceof Found.Valid && mayAsk() ? mine(mine, within, everybodys) : everybodys;
    }

    private Found mine(SharedSession mine, Duration within, Found otherwise) {
        Found found = mine.within(within.compareTo(PATIENCE) < 0 ? within : PATIENCE);
        boolean valid = found instanceof Found.Valid;
        answered(valid);
        return valid ? found : otherwise;
    }

    private synchronized SharedSession own(TenantId tenant) {
        return own.computeIfAbsent(tenant, one -> begin.apply(SessionNames.of(one)));
    }

    private synchronized boolean mayAsk() {
        return !clock.instant().isBefore(askAgainAt);
    }

    /// After a failure nobody waits for a session of his own for 1 s, doubled for each in a row, at most 16 s.
    private synchronized void answered(boolean valid) {
        if (valid) {
            failuresInARow = 0;
            return;
        }
        askAgainAt = clock.instant().plusMillis(FIRST_PAUSE.toMillis() << Math.min(failuresInARow, MOST_DOUBLINGS));
        failuresInARow++;
    }

    /// Bedrock has refused what the tenant's call was signed with.
    void refused(TenantId tenant) {
        SharedSession mine = own(tenant);
        if (mine.atHand().isEmpty()) {
            shared.refused();
        }
        mine.refused();
    }

    /// Bedrock has refused what all can use.
    void refused() {
        shared.refused();
    }
}
