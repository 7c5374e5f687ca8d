package io.breakwater.control.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.TenantLedger;
import io.breakwater.dialect.Findings;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Tenant;
import io.breakwater.model.Usd;
import io.breakwater.quota.amendments.AmendmentResult;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.amendments.LimitOverride;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Suspends tenants and overrides their limits, in the ledger: effective with the next reservation anywhere.
final class LimitCalls {
    /// How many times an amendment is repeated because another one came first.
    private static final int TRIES = 5;

    private static final BigDecimal MICROS = BigDecimal.valueOf(Usd.NANOS / Usd.NANOS_IN_MICRO);

    private final TenantLedger ledger;

    LimitCalls(TenantLedger ledger) {
        this.ledger = ledger;
    }

    AdminAnswer suspend(Tenant tenant, boolean suspended, AdminRequest request) {
        if (!request.body().isEmpty()) {
            return AdminAnswer.invalid(
                    "a suspension has no body: it lasts until DELETE ends it, got " + request.body());
        }
        String action = suspended ? "tenant.suspend" : "tenant.resume";
        return amend(action, tenant, request.at(), before -> before.withSuspended(suspended));
    }

    /// `{"value": number, "until": instant}`; the value of `usdPerMonth` is in USD.
    AdminAnswer override(Tenant tenant, String name, AdminRequest request) {
        Optional<LimitName> limit = limit(name);
        if (limit.isEmpty()) {
            return unknown(name);
        }
        Findings findings = new Findings();
        JsonField body = JsonField.root(request.body(), findings);
        body.only(Set.of("value", "until"));
        Optional<Long> value = value(limit.get(), body.at("value"));
        Optional<Instant> until = Instants.future(body.at("until"), request.at());
        if (findings.first().isPresent()) {
            return AdminAnswer.invalid(findings.first().get().message());
        }
        if (value.isEmpty() || until.isEmpty()) {
            return AdminAnswer.invalid("an override needs a value and an until, as in {\"value\": 100, \"until\": \""
                    + request.at().plusSeconds(86_400) + "\"}");
        }
        LimitOverride override = new LimitOverride(value.get(), until.get());
        return amend("limit.override", tenant, request.at(), before -> before.with(limit.get(), override));
    }

    AdminAnswer clear(Tenant tenant, String name, AdminRequest request) {
        return limit(name)
                .map(limit -> amend("limit.clear", tenant, request.at(), before -> before.without(limit)))
                .orElseGet(() -> unknown(name));
    }

    private static Optional<Long> value(LimitName limit, JsonField field) {
        boolean money = limit.isMoney();
        BigDecimal unit = money ? MICROS : BigDecimal.ONE;
        long most = money ? Limits.LARGEST_NANO_USD / Usd.NANOS : Limits.LARGEST;
        return field.number(money ? 0 : 1, most).map(unit::multiply).map(value -> {
            BigDecimal whole = value.setScale(0, RoundingMode.DOWN);
            if (whole.signum() == 0 || whole.compareTo(value) != 0) {
                field.refuse(
                        money
                                ? "must be an amount in USD above 0 with up to six decimals, got " + field.node()
                                : "must be a whole number from 1 on, got " + field.node());
                return 1L;
            }
            return whole.longValueExact() * (money ? Usd.NANOS_IN_MICRO : 1);
        });
    }

    private AdminAnswer amend(String action, Tenant tenant, Instant now, UnaryOperator<Amendments> step) {
        Amendments before = ledger.status(tenant, now).amendments();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Amendments wanted = step.apply(before);
            switch (ledger.amend(tenant, wanted, now)) {
                case AmendmentResult.Written(Amendments after) -> {
                    return written(action, tenant, before, after);
                }
                case AmendmentResult.Partly partly -> {
                    return partly(partly, change(action, tenant, before, wanted));
                }
                case AmendmentResult.Conflict(Amendments there) -> before = there.inForce(now);
                case AmendmentResult.Invalid(String problem) -> {
                    return AdminAnswer.invalid(problem);
                }
                case AmendmentResult.Unknown(String reason) -> {
                    return AdminAnswer.error(
                            503, "unavailable", "the ledger did not confirm the change; repeat it: " + reason);
                }
            }
        }
        return AdminAnswer.error(503, "busy", "tenant " + tenant.id() + " is being changed by others; try again");
    }

    private static AdminAnswer written(String action, Tenant tenant, Amendments before, Amendments after) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("tenant", tenant.id().value());
        body.setAll(AmendmentsJson.of(after));
        return AdminAnswer.changed(200, body, change(action, tenant, before, after));
    }

    private static AdminAnswer partly(AmendmentResult.Partly partly, AdminChange change) {
        AdminAnswer told = AdminAnswer.error(
                503,
                "unavailable",
                "%d of the tenant's %d ledger items have the change; repeat it to complete it: %s"
                        .formatted(partly.items(), partly.of(), partly.reason()));
        return new AdminAnswer(told.status(), told.body(), Optional.of(change));
    }

    private static AdminChange change(String action, Tenant tenant, Amendments before, Amendments after) {
        return new AdminChange(action, tenant.id().value(), AmendmentsJson.of(before), AmendmentsJson.of(after));
    }

    private static Optional<LimitName> limit(String name) {
        return Arrays.stream(LimitName.values())
                .filter(limit -> limit.label().equals(name))
                .findFirst();
    }

    private static AdminAnswer unknown(String name) {
        return AdminAnswer.notFound("there is no limit '%s'; known: %s"
                .formatted(
                        name,
                        Arrays.stream(LimitName.values()).map(LimitName::label).collect(Collectors.joining(", "))));
    }
}
