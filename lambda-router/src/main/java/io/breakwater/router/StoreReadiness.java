package io.breakwater.router;

import io.breakwater.call.TenantLedger;
import io.breakwater.model.Tenant;
import io.breakwater.routing.TargetStores;
import io.breakwater.tenancy.TenantStore;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Gets the stores' first answers in a process before its first request.
///
/// A process's first call to DynamoDB loads classes and makes a connection, which takes longer than the 300 ms that
/// the ledger waits. A reservation would be written but its answer would come too late: it would be
/// counted for the rest of the day although no request uses it. Questions change nothing, so they can
/// be repeated until the answers come in time.
///
/// @param tenants the ledger of one of them is asked for
/// @param entries the tenants' entries; a missing one is asked for
public record StoreReadiness(
        Collection<Tenant> tenants, TenantLedger ledger, TargetStores targets, TenantStore entries) {
    /// At 300 ms each, three seconds: well within the ten that Lambda allows.
    private static final int MOST_QUESTIONS = 10;

    /// How many answers in time are enough; a single one may have been luck.
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

    /// Asks one store after the other until each answers; it stops at one that does not.
    ///
    /// @return the store that did not answer, if there is one
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

    /// Whether a read succeeded; the first request that needs the store reports why it cannot be
    /// reached.
    private static boolean read(Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (RuntimeException unreachable) {
            return false;
        }
    }
}
