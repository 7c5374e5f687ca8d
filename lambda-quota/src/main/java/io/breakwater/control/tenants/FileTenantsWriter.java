package io.breakwater.control.tenants;

import io.breakwater.model.TenantId;
import io.breakwater.settings.FileTenants;
import io.breakwater.tenancy.PlanRegister;
import io.breakwater.tenancy.TenantEntry;
import io.breakwater.tenancy.TenantRegister;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Brings the stored plans and tenants in line with the environment's file. It may stop anywhere and be
/// repeated: only differences are written.
///
/// Copies of the functions read tenants and plans independently, up to 5 s apart. So that every copy
/// knows the plan of each tenant, all copies know a new plan before the first tenant has it, and a
/// removed plan stays until all copies know that no tenant has it any more. When this ends, all copies
/// know the last change.
public final class FileTenantsWriter {
    private final PlanRegister plans;
    private final TenantRegister file;
    private final TenantRegister applied;
    private final Runnable untilAllKnow;

    /// @param applied the tenants that operators have applied: read only
    /// @param untilAllKnow waits until every copy has read what was written
    public FileTenantsWriter(PlanRegister plans, TenantRegister file, TenantRegister applied, Runnable untilAllKnow) {
        this.plans = plans;
        this.file = file;
        this.applied = applied;
        this.untilAllKnow = untilAllKnow;
    }

    /// @return what was written
    /// @throws IllegalStateException before anything is written, if an operator has applied a tenant of the file
    /// @throws ProvisioningException if a write fails; those before it stay
    public List<String> write(FileTenants wanted) {
        refuseApplied(wanted);
        Optional<String> before = plans.find();
        List<String> steps = new ArrayList<>();
        writePlans(wanted, before, steps);
        writeTenants(wanted, steps);
        if (before.isPresent() && !steps.isEmpty()) {
            untilAllKnow.run();
        }
        if (before.isPresent() && !gone(wanted, before.get()).isEmpty()) {
            putPlans(wanted.plans(), "forget plans " + names(gone(wanted, before.get())), steps);
        }
        return List.copyOf(steps);
    }

    private void refuseApplied(FileTenants wanted) {
        String both = String.join(", ", wanted.alsoApplied(applied.all()));
        if (!both.isEmpty()) {
            throw new IllegalStateException("the file has tenants that operators have applied: " + both
                    + "; take them out of the file, or remove them first: gatewayctl tenants remove");
        }
    }

    private void writePlans(FileTenants wanted, Optional<String> before, List<String> steps) {
        String both = before.filter(stored -> !gone(wanted, stored).isEmpty())
                .map(wanted::plansWith)
                .orElse(wanted.plans());
        if (before.filter(both::equals).isPresent()) {
            return;
        }
        putPlans(both, "store plans", steps);
        if (before.isPresent()
                && !FileTenants.planNames(before.get()).containsAll(FileTenants.planNames(wanted.plans()))) {
            untilAllKnow.run();
        }
    }

    private static Set<String> gone(FileTenants wanted, String stored) {
        Set<String> gone = new HashSet<>(FileTenants.planNames(stored));
        gone.removeAll(FileTenants.planNames(wanted.plans()));
        return gone;
    }

    private static String names(Set<String> plans) {
        return plans.stream().sorted().collect(Collectors.joining(", "));
    }

    /// Writes added and changed tenants first, so that a failure takes nothing from a tenant that
    /// stays.
    private void writeTenants(FileTenants wanted, List<String> steps) {
        Map<TenantId, TenantEntry> stored =
                file.all().stream().collect(Collectors.toMap(TenantEntry::id, Function.identity()));
        wanted.entries().stream()
                .filter(entry -> !entry.equals(stored.get(entry.id())))
                .forEach(entry -> take("store tenant " + entry.id(), () -> file.put(entry), steps));
        Set<TenantId> ids = wanted.ids();
        stored.keySet().stream()
                .filter(id -> !ids.contains(id))
                .sorted()
                .forEach(id -> take("remove tenant " + id, () -> file.remove(id), steps));
    }

    private void putPlans(String text, String step, List<String> steps) {
        take(step, () -> plans.put(text), steps);
    }

    private static void take(String step, Runnable write, List<String> steps) {
        try {
            write.run();
        } catch (RuntimeException unwritten) {
            throw new ProvisioningException(
                    "could not " + step + ": " + unwritten.getMessage()
                            + "; what was done stays, deploy again to finish",
                    unwritten);
        }
        steps.add(step);
    }
}
