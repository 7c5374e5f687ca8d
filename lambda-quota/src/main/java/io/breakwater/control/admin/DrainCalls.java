package io.breakwater.control.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Findings;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.routing.Drain;
import io.breakwater.routing.DrainStore;
import io.breakwater.settings.Settings;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Takes shards and targets out of service and brings them back: every copy of the router knows within
/// 5 s.
final class DrainCalls {
    private final Settings settings;
    private final DrainStore store;

    DrainCalls(Settings settings, DrainStore store) {
        this.settings = settings;
        this.store = store;
    }

    AdminAnswer list(AdminRequest request) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode drains = body.putArray("drains");
        store.all().stream()
                .filter(known -> known.holds(request.at()))
                .sorted(Comparator.comparing(Drain::name))
                .forEach(known -> drains.add(json(known)));
        return AdminAnswer.ok(body);
    }

    /// `{"until": instant}`, which may be left out.
    AdminAnswer drain(String name, AdminRequest request) {
        if (names().noneMatch(name::equals)) {
            return AdminAnswer.notFound("there is no shard or target '%s'; known: %s"
                    .formatted(name, names().collect(Collectors.joining(", "))));
        }
        Findings findings = new Findings();
        JsonField body = JsonField.root(request.body(), findings);
        body.only(Set.of("until"));
        Optional<Instant> until = Instants.future(body.at("until"), request.at());
        if (findings.first().isPresent()) {
            return AdminAnswer.invalid(findings.first().get().message());
        }
        JsonNode before = before(name, request.at());
        Drain drain = new Drain(name, request.by(), request.at(), until);
        store.put(drain);
        return AdminAnswer.changed(200, json(drain), new AdminChange("drain.begin", name, before, json(drain)));
    }

    /// Ends a drain, even of a target or shard that is no longer configured.
    AdminAnswer undrain(String name, AdminRequest request) {
        JsonNode before = before(name, request.at());
        if (!store.remove(name)) {
            return AdminAnswer.notFound("'" + name + "' is not drained; GET /admin/drains lists the drained ones");
        }
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("name", name).put("drained", false);
        return AdminAnswer.changed(200, body, new AdminChange("drain.end", name, before, NullNode.getInstance()));
    }

    private JsonNode before(String name, Instant now) {
        return store.all().stream()
                .filter(known -> known.name().equals(name) && known.holds(now))
                .<JsonNode>map(DrainCalls::json)
                .findFirst()
                .orElse(NullNode.getInstance());
    }

    private Stream<String> names() {
        return Stream.concat(
                settings.shards().stream().map(shard -> shard.id().value()), settings.targets().keySet().stream());
    }

    private static ObjectNode json(Drain drain) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", drain.name())
                .put("drained", true)
                .put("by", drain.by())
                .put("since", drain.since().toString())
                .put("until", drain.until().map(Instant::toString).orElse(null));
    }
}
