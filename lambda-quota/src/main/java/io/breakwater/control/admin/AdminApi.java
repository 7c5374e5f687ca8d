package io.breakwater.control.admin;

import io.breakwater.call.TargetLedger;
import io.breakwater.call.TenantLedger;
import io.breakwater.control.keys.KeyLife;
import io.breakwater.control.tenants.AllTenants;
import io.breakwater.identity.KeyRegister;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Answers operators. This class maps paths to the classes that handle each kind of call.
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
        List<String> path = request.path();
        return switch (path.getFirst()) {
            case "tenants" -> path.size() == 1 ? only("GET", request, tenants::list) : ofTenant(request);
            case "entries" -> path.size() == 1 ? ofEntries(request) : unknown();
            case "usage" -> path.size() == 1 ? only("GET", request, tenants::usage) : unknown();
            case "drains" -> path.size() == 1 ? only("GET", request, drains::list) : drain(request);
            case "targets" -> ofTargets(path, request);
            default -> unknown();
        };
    }

    private AdminAnswer ofTargets(List<String> path, AdminRequest request) {
        if (path.size() == 1) {
            return only("GET", request, targets::list);
        }
        return path.size() == 2 && path.getLast().equals("reset") ? only("POST", request, targets::reset) : unknown();
    }

    private AdminAnswer ofEntries(AdminRequest request) {
        return switch (request.method()) {
            case "GET" -> entries.list(request);
            case "POST" -> entries.apply(request);
            default -> wrongMethod("GET and POST");
        };
    }

    private AdminAnswer drain(AdminRequest request) {
        String name = String.join("/", request.path().subList(1, request.path().size()));
        return switch (request.method()) {
            case "PUT" -> drains.drain(name, request);
            case "DELETE" -> drains.undrain(name, request);
            default -> wrongMethod("PUT and DELETE");
        };
    }

    private AdminAnswer ofTenant(AdminRequest request) {
        String id = request.path().get(1);
        if (request.path().size() == 2 && request.method().equals("PUT")) {
            return entries.put(id, request);
        }
        if (request.path().size() == 2 && request.method().equals("DELETE")) {
            return entries.remove(id, request);
        }
        return found(id, request)
                .map(known -> ofTenant(known, request))
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

    private AdminAnswer ofTenant(Tenant tenant, AdminRequest request) {
        List<String> rest = request.path().subList(2, request.path().size());
        if (rest.isEmpty()) {
            return request.method().equals("GET") ? tenants.show(tenant, request) : wrongMethod("GET, PUT and DELETE");
        }
        return switch (rest.getFirst()) {
            case "keys" -> ofKeys(tenant, rest, request);
            case "suspension" -> rest.size() == 1 ? suspension(tenant, request) : unknown();
            case "overrides" -> rest.size() == 2 ? override(tenant, rest.getLast(), request) : unknown();
            default -> unknown();
        };
    }

    private AdminAnswer ofKeys(Tenant tenant, List<String> rest, AdminRequest request) {
        return switch (rest.size()) {
            case 1 ->
                switch (request.method()) {
                    case "GET" -> keys.list(tenant, request);
                    case "POST" -> keys.issue(tenant, request);
                    default -> wrongMethod("GET and POST");
                };
            case 2 -> only("DELETE", request, asked -> keys.revoke(tenant, rest.get(1), asked));
            case 3 ->
                rest.get(2).equals("rotate")
                        ? only("POST", request, asked -> keys.rotate(tenant, rest.get(1), asked))
                        : unknown();
            default -> unknown();
        };
    }

    private AdminAnswer suspension(Tenant tenant, AdminRequest request) {
        return switch (request.method()) {
            case "PUT" -> limits.suspend(tenant, true, request);
            case "DELETE" -> limits.suspend(tenant, false, request);
            default -> wrongMethod("PUT and DELETE");
        };
    }

    private AdminAnswer override(Tenant tenant, String limit, AdminRequest request) {
        return switch (request.method()) {
            case "PUT" -> limits.override(tenant, limit, request);
            case "DELETE" -> limits.clear(tenant, limit, request);
            default -> wrongMethod("PUT and DELETE");
        };
    }

    private static AdminAnswer only(String method, AdminRequest request, Function<AdminRequest, AdminAnswer> call) {
        return request.method().equals(method) ? call.apply(request) : wrongMethod(method);
    }

    private static AdminAnswer wrongMethod(String right) {
        return AdminAnswer.error(405, "method_not_allowed", "this path answers " + right + " only");
    }

    private static AdminAnswer unknown() {
        return AdminAnswer.notFound("there is no such path; docs/keys.md lists the paths of the admin API");
    }
}
