package io.breakwater.settings;

import io.breakwater.model.Alias;
import io.breakwater.model.Guardrail;
import io.breakwater.model.Guardrail.Place;
import io.breakwater.model.Guardrails;
import io.breakwater.model.Region;
import io.breakwater.model.Route;
import io.breakwater.model.ShardId;
import io.breakwater.model.TenantId;
import io.breakwater.model.Terms;
import io.breakwater.surface.NearestText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Turns `guardrails` into records: the copies must be where shards call Bedrock, and for each alias at
/// least one target must have a copy.
final class GuardrailsReader {
    private final Report report;
    private final Known<Shard> shards;
    private final Known<Route> routes;
    private final Known<Terms> plans;
    private final Known<Path> tenants;

    /// @param tenants those of the file; functions are packaged without tenants and do not check them
    GuardrailsReader(Report report, Known<Shard> shards, Known<Route> routes, Known<Terms> plans, Known<Path> tenants) {
        this.report = report;
        this.shards = shards;
        this.routes = routes;
        this.plans = plans;
        this.tenants = tenants;
    }

    Guardrails read(Path at) {
        Known.ids(at, "guardrail", report);
        List<Guardrail> all = new ArrayList<>();
        for (Path item : at.items()) {
            check(item);
            if (!report.broken(item.text())) {
                Guardrail guardrail = guardrail(item);
                all.add(guardrail);
                checkReach(guardrail, item);
            }
        }
        return new Guardrails(all);
    }

    private void check(Path at) {
        at.key("models").items().forEach(model -> routes.find(model, report));
        at.key("plans").items().forEach(plan -> plans.find(plan, report));
        at.key("tenants").items().forEach(this::checkTenant);
        Map<String, String> places = new HashMap<>();
        at.key("copies").items().forEach(copy -> {
            shards.find(copy.key("shard"), report).ifPresent(shard -> checkPlace(shard, copy));
            String place = copy.key("shard") + " in " + copy.key("region");
            if (places.putIfAbsent(place, place) != null) {
                report.add(copy.text(), "is a second copy for the shard %s; remove one".formatted(place));
            }
        });
    }

    /// A tenant made at run time gets its guardrail by its plan; a name that is not in the file may be
    /// mistyped.
    private void checkTenant(Path name) {
        if (tenants.complete()
                && !report.broken(name.text())
                && !tenants.declared().contains(name.asText())) {
            report.add(
                    name.text(),
                    "unknown tenant '%s'%s; tenants that are made at run time are named by their plan"
                            .formatted(name, NearestText.hint(name.asText(), tenants.declared())));
        }
    }

    private void checkPlace(Shard shard, Path copy) {
        Path region = copy.key("region");
        if (report.broken(copy.text())) {
            return;
        }
        if (!shard.regions().contains(new Region(region.asText()))) {
            report.add(
                    region.text(),
                    "the shard '%s' does not call Bedrock from %s; name one of its regions"
                            .formatted(shard.id(), region));
        }
        String here = "arn:aws:bedrock:%s:%s:".formatted(region, shard.account());
        String id = copy.key("id").asText();
        if (id.startsWith("arn:") && !id.startsWith(here)) {
            report.add(
                    copy.key("id").text(),
                    "'%s' is in another account or Region than the shard '%s' in %s, from which it cannot be applied"
                            .formatted(id, shard.id(), region));
        }
    }

    private static Guardrail guardrail(Path at) {
        return new Guardrail(
                at.key("id").asText(),
                at.key("models").texts().stream().map(Alias::new).collect(Collectors.toSet()),
                Set.copyOf(at.key("plans").texts()),
                at.key("tenants").texts().stream().map(TenantId::new).collect(Collectors.toSet()),
                at.key("onRequest").flag(false),
                Guardrail.Trace.valueOf(at.key("trace").text("disabled").toUpperCase(Locale.ROOT)),
                at.key("streams").text("sync").equals("async"),
                copies(at.key("copies")));
    }

    private static Map<Place, Guardrail.Copy> copies(Path at) {
        return at.items().stream()
                .collect(Collectors.toMap(
                        copy -> new Place(
                                new ShardId(copy.key("shard").asText()),
                                new Region(copy.key("region").asText())),
                        copy -> new Guardrail.Copy(
                                copy.key("id").asText(),
                                copy.key("version").asText(),
                                crossRegion(copy.key("crossRegion")))));
    }

    private static Optional<Guardrail.CrossRegion> crossRegion(Path at) {
        return at.present()
                ? Optional.of(new Guardrail.CrossRegion(
                        at.key("profile").asText(),
                        at.key("regions").texts().stream().map(Region::new).toList()))
                : Optional.empty();
    }

    /// If none of an alias's targets had a copy, every call that the guardrail checks would be refused.
    private void checkReach(Guardrail guardrail, Path at) {
        for (Route route : routes.sound().values()) {
            boolean meant = guardrail.models().isEmpty() || guardrail.models().contains(route.alias());
            boolean reached = route.targets()
                    .anyMatch(routed -> guardrail.at(routed.target()).isPresent());
            if (meant && !guardrail.onRequest() && !reached) {
                report.add(
                        at.key("copies").text(),
                        "have no copy where '%s' is called, so it could not be called at all; add one, or name other 'models'"
                                .formatted(route.alias()));
            }
        }
    }
}
