package io.breakwater.tenancy;

import static java.util.Objects.requireNonNull;

import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The tenants of the environment's file, and those of the store as it had them a moment ago.
///
/// A tenant of the file costs no read. Of another one the entry is read when it is asked for and what is known of it is
/// too old: one read, however many tenants there are. While the store cannot be reached, what is known stays in force.
public final class RecentTenants implements Tenants {
    /// With a read of up to 300 ms, a change is known everywhere in 5 s.
    public static final Duration AGE = Duration.ofMillis(4_500);

    /// How long a store that could not be reached is left alone about a tenant of which nothing is known.
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// Of those that were asked for last: as many as an environment may have.
    private static final int MOST = 10_000;

    private final Tenants file;
    private final TenantStore store;
    private final Function<TenantEntry, Optional<Tenant>> reading;
    private final Consumer<RuntimeException> troubles;
    private final Map<TenantId, Known> known = new LastAsked();

    /// @param file the tenants of the environment's file
    /// @param reading what an entry means; empty where it means nobody any more
    /// @param troubles is told of a store that cannot be reached
    public RecentTenants(
            Tenants file,
            TenantStore store,
            Function<TenantEntry, Optional<Tenant>> reading,
            Consumer<RuntimeException> troubles) {
        this.file = file;
        this.store = store;
        this.reading = reading;
        this.troubles = troubles;
    }

    private static final class LastAsked extends LinkedHashMap<TenantId, Known> {
        private static final long serialVersionUID = 1L;

        LastAsked() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<TenantId, Known> eldest) {
            return size() > MOST;
        }
    }

    @Override
    public Optional<Tenant> find(TenantId id, Instant now) {
        Optional<Tenant> configured = file.find(id, now);
        return configured.isPresent() ? configured : known(id).at(now);
    }

    private Known known(TenantId id) {
        synchronized (known) {
            return known.computeIfAbsent(id, Known::new);
        }
    }

    /// What is known of one tenant. Who finds it too old reads; others go on with what is known meanwhile, and wait
    /// only while nothing is.
    private final class Known {
        private final TenantId id;
        private final Object first = new Object();
        private volatile Optional<Tenant> tenant = Optional.empty();
        private volatile boolean readOnce;
        private Instant due = Instant.MIN;
        private volatile @Nullable RuntimeException failed;

        Known(TenantId id) {
            this.id = id;
        }

        Optional<Tenant> at(Instant now) {
            if (!readOnce) {
                readFirst(now);
            } else if (claim(now, AGE)) {
                read();
            }
            return tenant;
        }

        /// Those who have waited for a read that failed do not wait for another one.
        private void readFirst(Instant now) {
            synchronized (first) {
                if (!readOnce && claim(now, PAUSE) && read()) {
                    due(now.plus(AGE));
                    readOnce = true;
                }
                if (!readOnce) {
                    throw new TenantsUnknownException(id, requireNonNull(failed));
                }
            }
        }

        private synchronized boolean claim(Instant now, Duration until) {
            boolean mine = !now.isBefore(due);
            due = mine ? now.plus(until) : due;
            return mine;
        }

        private synchronized void due(Instant next) {
            due = next;
        }

        private boolean read() {
            try {
                tenant = store.find(id).flatMap(reading);
                return true;
            } catch (RuntimeException unreachable) {
                failed = unreachable;
                troubles.accept(unreachable);
                return false;
            }
        }
    }
}
