package io.breakwater.control.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.adapters.dynamodb.BoundedParallel;
import io.breakwater.call.TenantLedger;
import io.breakwater.control.tenants.AllTenants;
import io.breakwater.control.usage.CostByModel;
import io.breakwater.control.usage.UsageReport;
import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyRegister;
import io.breakwater.model.Alias;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Topology;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.usage.UsageToday;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The state of tenants: one read of the ledger for each, many at a time, and one read of all keys.
final class TenantCalls {
    private final Topology topology;
    private final AllTenants all;
    private final TenantLedger ledger;
    private final KeyRegister register;

    TenantCalls(Topology topology, AllTenants all, TenantLedger ledger, KeyRegister register) {
        this.topology = topology;
        this.all = all;
        this.ledger = ledger;
        this.register = register;
    }

    /// Tenants in brief, a page of them.
    AdminAnswer list(AdminRequest request) {
        return paged(request, part -> brief(part, request));
    }

    private AdminAnswer paged(AdminRequest request, Function<List<AllTenants.Listed>, ObjectNode> body) {
        return switch (Page.of(request.page())) {
            case Page.Asked.Wrong(String message) -> AdminAnswer.invalid(message);
            case Page.Asked.For(Page page) -> {
                Page.Part<AllTenants.Listed> part =
                        page.of(all.listed(), listed -> listed.tenant().id());
                ObjectNode answer = body.apply(part.those());
                part.next().ifPresent(next -> answer.put("next", next));
                yield AdminAnswer.ok(answer);
            }
        };
    }

    private ObjectNode brief(List<AllTenants.Listed> part, AdminRequest request) {
        Map<TenantId, Long> live = register.all().stream()
                .filter(known -> known.live(request.at()))
                .collect(Collectors.groupingBy(KeyRecord::tenant, Collectors.counting()));
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("environment", topology.environment());
        ArrayNode tenants = body.putArray("tenants");
        tenants.addAll(BoundedParallel.map(part, listed -> brief(listed, live, request)));
        return body;
    }

    private ObjectNode brief(AllTenants.Listed listed, Map<TenantId, Long> live, AdminRequest request) {
        Tenant tenant = listed.tenant();
        LedgerStatus status = ledger.status(tenant, request.at());
        ObjectNode brief = JsonNodeFactory.instance
                .objectNode()
                .put("tenant", tenant.id().value())
                .put("plan", tenant.plan())
                .put("source", listed.source().label())
                .put("liveKeys", live.getOrDefault(tenant.id(), 0L))
                .put("inFlight", status.inFlight());
        brief.setAll(AmendmentsJson.of(status.amendments()));
        return brief;
    }

    /// One tenant: limits, use and holds, amendments, and its keys without secrets.
    AdminAnswer show(Tenant tenant, AdminRequest request) {
        ObjectNode body = report(tenant, request);
        ArrayNode models = body.putArray("models");
        tenant.models().stream().sorted().map(Alias::value).forEach(models::add);
        body.set("keys", KeyJson.array(register.keyring(tenant.id()).records(), request.at()));
        return AdminAnswer.ok(body);
    }

    /// A page of tenants' limits with use and holds.
    AdminAnswer usage(AdminRequest request) {
        return paged(request, part -> usage(part, request));
    }

    private ObjectNode usage(List<AllTenants.Listed> part, AdminRequest request) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("environment", topology.environment())
                .put("at", request.at().toString());
        ArrayNode tenants = body.putArray("tenants");
        tenants.addAll(BoundedParallel.map(part, listed -> report(listed.tenant(), request)));
        return body;
    }

    private ObjectNode report(Tenant tenant, AdminRequest request) {
        UsageToday today = ledger.today(tenant, request.at());
        LedgerStatus status = today.status();
        ObjectNode report = UsageReport.of(tenant, status, request.at());
        report.set("costByModel", CostByModel.of(today.models(), topology));
        report.setAll(AmendmentsJson.of(status.amendments()));
        return report;
    }
}
