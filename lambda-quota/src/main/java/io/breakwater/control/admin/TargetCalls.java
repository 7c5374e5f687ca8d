package io.breakwater.control.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.TargetLedger;
import io.breakwater.dialect.Findings;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.model.RoutedTarget;
import io.breakwater.routing.KnownOfTarget;
import io.breakwater.settings.Settings;
import io.breakwater.surface.NearestText;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The state of the environment's targets, and the reset of one target's health: one read of the health
/// item and of the drains for all targets, and one of the ledger for each target of known capacity.
final class TargetCalls {
    private final Settings settings;
    private final TargetLedger ledger;
    private final TargetParts parts;

    TargetCalls(Settings settings, TargetLedger ledger, TargetParts parts) {
        this.settings = settings;
        this.ledger = ledger;
        this.parts = parts;
    }

    AdminAnswer list(AdminRequest request) {
        LedgerStatuses standings = LedgerStatuses.read(parts, request);
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("environment", settings.environment())
                .put("at", request.at().toString());
        ArrayNode targets = body.putArray("targets");
        Headrooms headrooms = new Headrooms(ledger, request.at());
        settings.targets().values().forEach(target -> targets.add(one(target, standings, headrooms)));
        return AdminAnswer.ok(body);
    }

    private ObjectNode one(RoutedTarget routed, LedgerStatuses standings, Headrooms headrooms) {
        ObjectNode json = TargetJson.named(routed.target());
        json.set("places", TargetJson.places(routed.target(), settings.topology()));
        standings.addTo(json, routed.target());
        headrooms.addTo(json, routed);
        return json;
    }

    /// `{"target": "shard/Region/profile"}`. The reset of a healthy one is refused, since nothing would change.
    AdminAnswer reset(AdminRequest request) {
        Findings findings = new Findings();
        JsonField body = JsonField.root(request.body(), findings);
        body.only(Set.of("target"));
        Optional<String> name = body.at("target").text();
        if (name.isEmpty()) {
            body.at("target").refuse("must be a target's label, as GET /admin/targets shows it");
        }
        if (findings.first().isPresent() || name.isEmpty()) {
            return AdminAnswer.invalid(findings.first().orElseThrow().message());
        }
        Map<String, RoutedTarget> targets = settings.targets();
        return Optional.ofNullable(targets.get(name.get()))
                .map(target -> reset(target, request))
                .orElseGet(() -> AdminAnswer.notFound("there is no target '%s'%s"
                        .formatted(name.get(), NearestText.hint(name.get(), targets.keySet()))));
    }

    private AdminAnswer reset(RoutedTarget routed, AdminRequest request) {
        KnownOfTarget known = parts.health(request.id()).reset(routed.target(), request.by(), request.at());
        if (known.isNothing()) {
            return nothingToReset(routed);
        }
        ArrayNode before = TargetJson.known(known);
        ObjectNode body = TargetJson.named(routed.target()).put("reset", true);
        body.set("known", before);
        return AdminAnswer.changed(
                200, body, new AdminChange("target.reset", routed.target().label(), before, NullNode.getInstance()));
    }

    private static AdminAnswer nothingToReset(RoutedTarget routed) {
        return AdminAnswer.error(
                409,
                "nothing_to_reset",
                "'%s' is not left out for its health, so nothing was changed; a drain ends by DELETE /admin/drains, a rest after a throttle by itself within a minute"
                        .formatted(routed.target().label()));
    }
}
