package io.breakwater.control.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.control.tenants.AllTenants;
import io.breakwater.control.tenants.EntryChange;
import io.breakwater.dialect.Findings;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.model.TenantId;
import io.breakwater.settings.Problem;
import io.breakwater.tenancy.TenantEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Applies and removes tenants in addition to those of the environment's file; the router knows within
/// 5 s.
final class EntryCalls {
    /// The most entries, so that any content fits into a request of this API.
    private static final int MOST = 10;

    private final AllTenants tenants;
    private final Consumer<TenantId> endKeys;

    EntryCalls(AllTenants tenants, Consumer<TenantId> endKeys) {
        this.tenants = tenants;
        this.endKeys = endKeys;
    }

    /// Every entry as it was applied, and the number of tenants in the file.
    AdminAnswer list(AdminRequest request) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("environment", tenants.environment())
                .put("configured", tenants.file().all().size());
        ArrayNode entries = body.putArray("entries");
        tenants.applied().all().stream()
                .sorted(Comparator.comparing(TenantEntry::id))
                .forEach(entry -> entries.add(EntryChange.json(entry)));
        return AdminAnswer.ok(body);
    }

    /// `{"put": [entry…], "remove": [id…], "check": true}`, each optional. With `check` nothing is changed.
    AdminAnswer apply(AdminRequest request) {
        Findings findings = new Findings();
        JsonField.root(request.body(), findings).only(Set.of("put", "remove", "check"));
        if (findings.first().isPresent()) {
            return AdminAnswer.invalid(findings.first().get().message());
        }
        JsonNode check = request.body().path("check");
        if (!isList(request, "put") || !isList(request, "remove") || !(check.isMissingNode() || check.isBoolean())) {
            return AdminAnswer.invalid("entries are changed by {\"put\": [entry], \"remove\": [id], \"check\": true},"
                    + " each optional, got " + request.body());
        }
        return apply(list(request, "put"), ids(request), check.asBoolean());
    }

    private static boolean isList(AdminRequest request, String name) {
        JsonNode list = request.body().path(name);
        return list.isMissingNode() || list.isArray();
    }

    private static List<JsonNode> list(AdminRequest request, String name) {
        return request.body().path(name).valueStream().toList();
    }

    private static List<String> ids(AdminRequest request) {
        return list(request, "remove").stream().map(JsonNode::asText).toList();
    }

    /// Applies one entry, with the id from the path.
    AdminAnswer put(String id, AdminRequest request) {
        ObjectNode entry = request.body().deepCopy().put("id", id);
        return apply(List.of(entry), List.of(), false);
    }

    /// Removes an existing entry.
    AdminAnswer remove(String id, AdminRequest request) {
        return found(id).isEmpty() && !configured(id)
                ? AdminAnswer.notFound("no operator has applied a tenant '" + id + "'; GET /admin/entries lists them")
                : apply(List.of(), List.of(id), false);
    }

    private Optional<TenantEntry> found(String id) {
        return id(id).flatMap(tenants.applied()::find);
    }

    private boolean configured(String id) {
        return id(id).filter(tenants.file()::has).isPresent();
    }

    private static Optional<TenantId> id(String text) {
        try {
            return Optional.of(new TenantId(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private AdminAnswer apply(List<JsonNode> put, List<String> remove, boolean check) {
        if (put.size() + remove.size() > MOST) {
            return AdminAnswer.invalid("a call may name %d tenants, got %d; divide them over several calls"
                    .formatted(MOST, put.size() + remove.size()));
        }
        List<Problem> problems = put.isEmpty() ? List.of() : tenants.problems("request", put);
        List<String> ofFile = remove.stream().filter(this::configured).toList();
        if (!problems.isEmpty()) {
            return AdminAnswer.invalid(problems.stream().map(EntryCalls::text).collect(Collectors.joining("; ")));
        }
        if (!ofFile.isEmpty()) {
            return AdminAnswer.invalid("tenants %s are in the environment's file; take them out there and deploy"
                    .formatted(String.join(", ", ofFile)));
        }
        List<TenantId> gone = remove.stream().flatMap(id -> id(id).stream()).toList();
        return check ? answer(put.size(), gone.size()) : changed(put, gone);
    }

    private static String text(Problem problem) {
        return problem.path() + ": " + problem.message();
    }

    private AdminAnswer changed(List<JsonNode> put, List<TenantId> gone) {
        EntryChange change = new EntryChange(put, gone);
        ArrayNode before = change.before(tenants.applied());
        change.carryOut(tenants.applied(), endKeys);
        ArrayNode after = change.before(tenants.applied());
        AdminAnswer told = answer(put.size(), gone.size());
        return AdminAnswer.changed(200, told.body(), new AdminChange("tenants.apply", change.subject(), before, after));
    }

    private static AdminAnswer answer(int put, int removed) {
        return AdminAnswer.ok(
                JsonNodeFactory.instance.objectNode().put("put", put).put("removed", removed));
    }
}
