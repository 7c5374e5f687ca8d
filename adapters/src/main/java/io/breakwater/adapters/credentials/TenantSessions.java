package io.breakwater.adapters.credentials;

import io.breakwater.adapters.credentials.TargetCredentials.Found;
import io.breakwater.model.TenantId;
import io.breakwater.naming.SessionNames;
import io.breakwater.routing.AccountSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The sessions of one shard's role in one process: one for each tenant that calls, whose name lets the
/// bill distinguish tenants, and one that all can use. A tenant's own session is worth half a second of
/// waiting but no refusal: without it the shared one is used, which is renewed before it is needed.
final class TenantSessions {
    /// The most sessions, at some 2 KB each; the tenant that has not called for longest is dropped
    /// first.
    static final int MOST = 1_000;

    /// Five times the usual duration of AssumeRole.
    static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 4;

    private final Function<String, SharedSession> begin;
    private final SharedSession shared;
    private final InstantSource clock;
    private final Map<TenantId, SharedSession> own = new Recent();
    private int failuresInARow;
    private Instant askAgainAt = Instant.MIN;

    /// @param begin makes a session of a name, without credentials yet
    /// @param shared the name of the session that all can use
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

    /// The credentials of the shared session.
    Found shared(Duration within) {
        return shared.within(within);
    }

    /// The credentials of the tenant's own session, or else of the shared one. The shared one is
    /// requested first, so that it is there when STS fails.
    Found of(TenantId tenant, Duration within) {
        SharedSession mine = own(tenant);
        Optional<Found> atHand = mine.atHand();
        Found everybodys = shared.within(atHand.isPresent() ? Duration.ZERO : within);
        if (atHand.isPresent()) {
            return atHand.get();
        }
        return everybodys instanceof Found.Valid && mayAsk() ? mine(mine, within, everybodys) : everybodys;
    }

    /// Whether there are credentials for some tenant at least; the shared session is requested first and
    /// renewed with the others, so it is the first to know.
    AccountSession state() {
        AccountSession everybodys = shared.state();
        return everybodys instanceof AccountSession.AtHand ? everybodys : own().orElse(everybodys);
    }

    private synchronized Optional<AccountSession> own() {
        return own.values().stream()
                .map(SharedSession::state)
                .filter(AccountSession.AtHand.class::isInstance)
                .findFirst();
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

    /// After a failure no request waits for a tenant's own session for 1 s, doubled for each failure in
    /// a row, at most 16 s.
    private synchronized void answered(boolean valid) {
        if (valid) {
            failuresInARow = 0;
            return;
        }
        askAgainAt = clock.instant().plusMillis(FIRST_PAUSE.toMillis() << Math.min(failuresInARow, MOST_DOUBLINGS));
        failuresInARow++;
    }

    /// Records that Bedrock has refused the credentials of the tenant's call.
    void refused(TenantId tenant) {
        SharedSession mine = own(tenant);
        if (mine.atHand().isEmpty()) {
            shared.refused();
        }
        mine.refused();
    }

    /// Records that Bedrock has refused the shared session's credentials.
    void refused() {
        shared.refused();
    }
}
