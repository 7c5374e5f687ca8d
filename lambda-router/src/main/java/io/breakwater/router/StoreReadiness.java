package io.breakwater.router;

import io.breakwater.call.TenantLedger;
import io.breakwater.model.Tenant;
import io.breakwater.routing.TargetStores;
import io.breakwater.tenancy.TenantStore;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// The first answers of the stores to a process, had before its first request.
///
/// A process's first call to DynamoDB loads classes and makes a connection, which takes longer than the 300 ms that
/// the ledger waits. A reservation would be written and not heard of: counted for the rest of the day although nobody
/// uses it. Questions change nothing, so they can be asked until the answers come in time.
///
/// @param tenants one of them is asked about
/// @param entries of tenants; one that nobody has is asked for
public record StoreReadiness(
        Collection<Tenant> tenants, TenantLedger ledger, TargetStores targets, TenantStore entries) {
    /// With the ledger's 300 ms for each, three seconds: well within the ten that Lambda allows.
    private static final int MOST_QUESTIONS = 10;

    /// One answer in time may have been luck.
    private static final int ENOUGH = 2;

    private record Store(String name, BooleanSupplier answers) {
        boolean silent() {
            int answered = 0;
            for (int asked = 0; asked < MOST_QUESTIONS && answered < ENOUGH; asked++) {
                answered += answers.getAsBoolean() ? 1 : 0;
            }
            return answered < ENOUGH;
        }
    }

    /// Asks one store after the other until it answers; after one that does not no other is asked.
    ///
    /// @return the store that did not answer
    public Optional<String> missing() {
        return Stream.of(
                        new Store("quota", () -> tenants.stream().limit(1).allMatch(ledger::answers)),
                        new Store("health", () -> read(targets.health()::all)),
                        new Store("drains", () -> read(targets.drains()::all)),
                        new Store("tenants", () -> read(() -> entries.find(WarmUpTenant.ID))))
                .filter(Store::silent)
                .map(Store::name)
                .findFirst();
    }

    /// Why a store cannot be reached is told by the first request that needs it.
    private static boolean read(Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (RuntimeException unreachable) {
            return false;
        }
    }
}
