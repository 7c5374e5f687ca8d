package io.breakwater.control.admin;

import io.breakwater.call.TargetLedger;
import io.breakwater.call.TenantLedger;
import io.breakwater.control.keys.KeyLife;
import io.breakwater.control.tenants.AllTenants;
import io.breakwater.identity.KeyRegister;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.settings.Settings;
import io.breakwater.surface.AdminOperation;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Answers operators. This class gives each operation of the table to the class that handles its
/// kind.
public final class AdminApi {
    private static final int MOST_NAMED = 20;

    private final AllTenants all;
    private final EntryCalls entries;
    private final TenantCalls tenants;
    private final KeyCalls keys;
    private final LimitCalls limits;
    private final DrainCalls drains;
    private final TargetCalls targets;

    /// The parts that the API works on.
    ///
    /// @param register the keys of all tenants
    /// @param tenants the tenants that may call
    public record Parts(
            Settings settings,
            AllTenants tenants,
            TenantLedger ledger,
            TargetLedger targetLedger,
            KeyRegister register,
            KeyLife keys,
            TargetParts targets) {}

    public AdminApi(Parts parts) {
        Settings settings = parts.settings();
        all = parts.tenants();
        entries = new EntryCalls(all, parts.keys()::endAll);
        tenants = new TenantCalls(settings.topology(), all, parts.ledger(), parts.register());
        keys = new KeyCalls(parts.keys());
        limits = new LimitCalls(parts.ledger());
        drains = new DrainCalls(settings, parts.targets().stores().drains());
        targets = new TargetCalls(settings, parts.targetLedger(), parts.targets());
    }

    /// The answer to a request, which also reports faults of the request.
    public AdminAnswer answer(AdminRequest request) {
        List<AdminOperation> here = AdminOperation.at(request.path());
        return here.stream()
                .filter(operation -> operation.method().equals(request.method()))
                .findFirst()
                .map(operation -> answer(operation, request))
                .orElseGet(() -> elsewhere(here, request));
    }

    private AdminAnswer answer(AdminOperation operation, AdminRequest request) {
        UnaryOperator<String> part = name -> operation.variable(name, request.path());
        return switch (operation) {
            case LIST_DRAINS -> drains.list(request);
            case BEGIN_DRAIN -> drains.drain(part.apply("name"), request);
            case END_DRAIN -> drains.undrain(part.apply("name"), request);
            case LIST_ENTRIES -> entries.list(request);
            case CHANGE_ENTRIES -> entries.apply(request);
            case LIST_TARGETS -> targets.list(request);
            case RESET_TARGET -> targets.reset(request);
            case LIST_TENANTS -> tenants.list(request);
            case LIST_USAGE -> tenants.usage(request);
            case APPLY_TENANT -> entries.put(part.apply("tenant"), request);
            case REMOVE_TENANT -> entries.remove(part.apply("tenant"), request);
            case GET_TENANT -> ofTenant(request, tenant -> tenants.show(tenant, request));
            case LIST_KEYS -> ofTenant(request, tenant -> keys.list(tenant, request));
            case ISSUE_KEY -> ofTenant(request, tenant -> keys.issue(tenant, request));
            case REVOKE_KEY -> ofTenant(request, tenant -> keys.revoke(tenant, part.apply("key"), request));
            case ROTATE_KEY -> ofTenant(request, tenant -> keys.rotate(tenant, part.apply("key"), request));
            case SET_OVERRIDE -> ofTenant(request, tenant -> limits.override(tenant, part.apply("limit"), request));
            case CLEAR_OVERRIDE -> ofTenant(request, tenant -> limits.clear(tenant, part.apply("limit"), request));
            case SUSPEND_TENANT -> ofTenant(request, tenant -> limits.suspend(tenant, true, request));
            case RESUME_TENANT -> ofTenant(request, tenant -> limits.suspend(tenant, false, request));
        };
    }

    /// What is wrong with a path or method; below a tenant that does not exist it is the tenant.
    private AdminAnswer elsewhere(List<AdminOperation> here, AdminRequest request) {
        AdminAnswer wrong = here.isEmpty() ? unknown() : wrongMethod(here);
        boolean below = request.path().size() > 1 && request.path().getFirst().equals("tenants");
        return below ? ofTenant(request, _ -> wrong) : wrong;
    }

    private AdminAnswer ofTenant(AdminRequest request, Function<Tenant, AdminAnswer> answer) {
        String id = request.path().get(1);
        return found(id, request)
                .map(answer)
                .orElseGet(() -> AdminAnswer.notFound("there is no tenant '%s'; known: %s".formatted(id, known())));
    }

    private Optional<Tenant> found(String id, AdminRequest request) {
        try {
            return all.find(new TenantId(id), request.at());
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    private String known() {
        List<Tenant> known = all.all();
        String first = known.stream()
                .limit(MOST_NAMED)
                .map(tenant -> tenant.id().value())
                .collect(Collectors.joining(", "));
        return known.size() > MOST_NAMED ? first + " and %,d more".formatted(known.size() - MOST_NAMED) : first;
    }

    /// The methods in words: "GET, PUT and DELETE".
    private static AdminAnswer wrongMethod(List<AdminOperation> here) {
        List<String> right = here.stream().map(AdminOperation::method).toList();
        String last = right.getLast();
        List<String> before = right.subList(0, right.size() - 1);
        return AdminAnswer.error(
                405,
                "method_not_allowed",
                "this path answers " + (before.isEmpty() ? last : String.join(", ", before) + " and " + last)
                        + " only");
    }

    private static AdminAnswer unknown() {
        return AdminAnswer.notFound("there is no such path; docs/keys.md lists the paths of the admin API");
    }
}
