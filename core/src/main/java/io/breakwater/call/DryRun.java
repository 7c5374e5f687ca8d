package io.breakwater.call;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Validated;
import io.breakwater.model.ModelApi;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import io.breakwater.model.Usd;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.routing.Candidate;
import io.breakwater.routing.Plan;
import io.breakwater.routing.Skipped;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/// `POST /v1/plan`: where a request would go and what it would reserve, without calling or holding anything.
public final class DryRun {
    private final Preparation preparation;
    private final TargetLedger targets;
    private final boolean showTargets;

    /// @param showTargets whether shards and Regions may be named (setting `exposeTargets`)
    public DryRun(Preparation preparation, TargetLedger targets, boolean showTargets) {
        this.preparation = preparation;
        this.targets = targets;
        this.showTargets = showTargets;
    }

    public Validated<ObjectNode> report(Tenant tenant, ModelCall call, Instant now) {
        return switch (preparation.prepare(tenant, call, now)) {
            case Validated.Refused<Prepared>(Refusal refusal) -> new Validated.Refused<>(refusal);
            case Validated.Valid<Prepared>(Prepared ready) -> new Validated.Valid<>(json(ready, now));
        };
    }

    private ObjectNode json(Prepared ready, Instant now) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("model", ready.call().alias().value());
        report.put("inputTokensEstimate", ready.sizing().inputTokens());
        report.put("maxTokens", ready.sizing().maxTokens());
        ready.guardrail()
                .ifPresent(
                        applied -> report.put("guardrail", applied.guardrail().name()));
        ObjectNode reservation = report.putObject("reservation");
        reservation.put("tokens", ready.demand().tokens());
        reservation.put("dayTokens", ready.demand().dayTokens());
        reservation.put("usd", Usd.text(ready.demand().nanoUsd()));
        candidates(report, ready, now);
        skipped(report, ready.plan());
        return report;
    }

    private void candidates(ObjectNode report, Prepared ready, Instant now) {
        var list = report.putArray("candidates");
        for (Candidate candidate : ready.plan().candidates()) {
            RoutedTarget target = candidate.routed();
            ObjectNode entry = list.addObject();
            entry.put("tier", candidate.tier());
            entry.put("model", target.profile().model().id().value());
            entry.put("profile", target.profile().id().value());
            entry.put(
                    "api",
                    ready.body(target).operation(ready.call().stream()).api().label());
            missing(entry, ready, target);
            passedOver(entry, ready, target);
            if (showTargets) {
                entry.put("target", target.target().label());
            }
            if (candidate.byPrefix()) {
                entry.put("affinity", true);
            }
            ready.body(target).adapted().forEach(entry.putArray("adapted")::add);
            long tokens = ready.sizing().inputTokens() + ready.sizing().maxTokens(target);
            entry.put(
                    "capacity",
                    targets.foresee(target, ready.tenant().priority(), tokens, now)
                            .label());
            LedgerStatus status = targets.of(target, now);
            headroom(entry, "requests", status.requests());
            headroom(entry, "tokens", status.tokens());
        }
    }

    /// Adds the APIs of the model that this target's Region was seen to lack.
    private static void missing(ObjectNode entry, Prepared ready, RoutedTarget target) {
        Set<ModelApi> missing = ready.missing().of(target);
        if (!missing.isEmpty()) {
            missing.stream().map(ModelApi::label).sorted().forEach(entry.putArray("missingApis")::add);
        }
    }

    /// Adds why the target would not be called by the APIs that the catalogue prefers.
    private static void passedOver(ObjectNode entry, Prepared ready, RoutedTarget target) {
        Map<ModelApi, String> why =
                ready.call().bodies().passedOver(ready.missing().left(target));
        if (!why.isEmpty()) {
            ObjectNode told = entry.putObject("insteadOf");
            why.forEach((api, reason) -> told.put(api.label(), reason));
        }
    }

    private static void headroom(ObjectNode entry, String what, LedgerStatus.Rate rate) {
        if (rate.limit() > 0) {
            ObjectNode room = entry.putObject(what);
            room.put("limitPerMinute", rate.limit());
            room.put("remaining", rate.remaining());
            room.put("resetSeconds", rate.resetSeconds());
        }
    }

    private void skipped(ObjectNode report, Plan plan) {
        var list = report.putArray("skipped");
        for (Skipped skip : plan.skipped()) {
            ObjectNode entry = list.addObject();
            entry.put("tier", skip.tier());
            entry.put("profile", skip.target().profile().value());
            if (showTargets) {
                entry.put("target", skip.target().label());
            }
            entry.put("reason", skip.reason().label());
            entry.put("because", skip.because());
            skip.until().ifPresent(until -> entry.put("until", until.toString()));
        }
    }
}
