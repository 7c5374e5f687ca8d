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

/// The tenants of a store as last read, and those that the process knows by itself.
///
/// A tenant's entry is read when the tenant is asked for and the known entry is too old; plans
/// likewise, once for all tenants. So the work does not grow with the number of tenants. While the
/// store cannot be reached, the last known values stay in force.
public final class RecentTenants implements Tenants {
    /// The most tenants to remember, those asked for last: as many as an environment may have.
    private static final int MOST = 10_000;

    private final Tenants file;
    private final TenantStore store;
    private final RefreshedValue<Plans> plans;
    private final BiFunction<TenantEntry, Plans, Optional<Tenant>> reading;
    private final Consumer<RuntimeException> onStoreFailure;
    private final Map<TenantId, Known> known = lastAsked();

    /// @param file tenants that need no read
    /// @param reading makes the tenant of an entry under these plans; empty if the entry no longer
    /// stands for a tenant
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

    /// Finds a tenant; the plans are known too once one is found.
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

    /// An entry and plans, and the tenant made from them.
    private record Meaning(Optional<TenantEntry> entry, Plans plans, Optional<Tenant> tenant) {
        boolean isOf(Optional<TenantEntry> other, Plans current) {
            return plans.equals(current) && entry.equals(other);
        }
    }

    /// What is known about one tenant. The tenant is made again only when its entry or the plans are
    /// read again.
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
