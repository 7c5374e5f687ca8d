package io.breakwater.tenancy;

import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The tenants of a store as it had them a moment ago, and those that the process knows by itself.
///
/// Of a tenant the entry is read when it is asked for and what is known of it is too old; plans likewise, once for all
/// tenants. That is the same work however many tenants there are. While the store cannot be reached, what is known
/// stays in force.
public final class RecentTenants implements Tenants {
    /// Of those that were asked for last: as many as an environment may have.
    private static final int MOST = 10_000;

    private final Tenants file;
    private final TenantStore store;
    private final RefreshedValue<Plans> plans;
    private final BiFunction<TenantEntry, Plans, Optional<Tenant>> reading;
    private final Consumer<RuntimeException> onStoreFailure;
    private final Map<TenantId, Known> known = lastAsked();

    /// @param file tenants that need no read
    /// @param reading the tenant of an entry under these plans; empty where the entry means nobody any more
    /// @param onStoreFailure called when the store cannot be reached
    public RecentTenants(
            Tenants file,
            TenantStore store,
            RefreshedValue<Plans> plans,
            BiFunction<TenantEntry, Plans, Optional<Tenant>> reading,
            Consumer<RuntimeException> onStoreFailure) {
        this.file = file;
        this.store = store;
        this.plans = plans;
        this.reading = reading;
        this.onStoreFailure = onStoreFailure;
    }

    private static <V> Map<TenantId, V> lastAsked() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<TenantId, V> eldest) {
                return size() > MOST;
            }
        };
    }

    /// Once a tenant is found, the plans are known too.
    @Override
    public Optional<Tenant> find(TenantId id, Instant now) {
        try {
            Plans current = plans.at(now);
            Optional<Tenant> configured = file.find(id, now);
            return configured.isPresent() ? configured : known(id).at(now, current);
        } catch (RuntimeException unread) {
            throw new TenantsUnknownException(id, unread);
        }
    }

    private Known known(TenantId id) {
        synchronized (known) {
            return known.computeIfAbsent(id, Known::new);
        }
    }

    /// An entry and plans, and the tenant that they mean.
    private record Meaning(Optional<TenantEntry> entry, Plans plans, Optional<Tenant> tenant) {
        boolean isOf(Optional<TenantEntry> other, Plans current) {
            return plans.equals(current) && entry.equals(other);
        }
    }

    /// What is known of one tenant. Its entry means the same until it or the plans are read anew.
    private final class Known {
        private final RefreshedValue<Optional<TenantEntry>> entry;
        private volatile @Nullable Meaning meaning;

        Known(TenantId id) {
            this.entry = new RefreshedValue<>(() -> store.find(id), onStoreFailure);
        }

        Optional<Tenant> at(Instant now, Plans current) {
            Optional<TenantEntry> found = entry.at(now);
            Meaning last = meaning;
            if (last == null || !last.isOf(found, current)) {
                last = new Meaning(found, current, found.flatMap(one -> reading.apply(one, current)));
                meaning = last;
            }
            return last.tenant();
        }
    }
}
