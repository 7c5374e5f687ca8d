package io.breakwater.control.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.identity.KeyRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A key as operators see it: never its text, its hash or its usage identifier.
final class KeyJson {

    static ObjectNode of(KeyRecord known, Instant now) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", known.keyId())
                .put("state", state(known, now))
                .put("issued", text(known.term().issued()))
                .put("notAfter", text(known.notAfter()))
                .put("lastUsed", text(known.term().lastUsed()));
        ArrayNode models = json.putArray("models");
        known.scope().models().stream().sorted().forEach(alias -> models.add(alias.value()));
        ArrayNode sources = json.putArray("sources");
        known.scope().sources().forEach(range -> sources.add(range.toString()));
        return json;
    }

    /// Live ones first.
    static ArrayNode array(List<KeyRecord> keys, Instant now) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        keys.stream()
                .sorted(Comparator.comparing((KeyRecord known) -> !known.live(now))
                        .thenComparing(KeyRecord::keyId))
                .forEach(known -> array.add(of(known, now)));
        return array;
    }

    private static String state(KeyRecord known, Instant now) {
        if (known.revoked()) {
            return "revoked";
        }
        return known.live(now) ? "live" : "expired";
    }

    private static @Nullable String text(Optional<Instant> at) {
        return at.map(Instant::toString).orElse(null);
    }

    private KeyJson() {}
}
