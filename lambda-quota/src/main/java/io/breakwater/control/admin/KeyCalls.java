package io.breakwater.control.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.control.keys.KeyLife;
import io.breakwater.control.keys.KeyOutcome;
import io.breakwater.identity.KeyChange.Why;
import io.breakwater.model.Tenant;
import java.time.Duration;
import java.time.Instant;

/// Issues, rotates, revokes and lists a tenant's keys. The text of a new key is in the answer, once.
final class KeyCalls {
    private final KeyLife life;

    KeyCalls(KeyLife life) {
        this.life = life;
    }

    AdminAnswer list(Tenant tenant, AdminRequest request) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("tenant", tenant.id().value());
        body.set("keys", KeyJson.array(life.list(tenant.id()), request.at()));
        return AdminAnswer.ok(body);
    }

    AdminAnswer issue(Tenant tenant, AdminRequest request) {
        return switch (KeyBody.wish(tenant, request)) {
            case KeyBody.Read.Wrong<KeyLife.Wish>(String message) -> AdminAnswer.invalid(message);
            case KeyBody.Read.Right<KeyLife.Wish>(KeyLife.Wish wish) ->
                answer("key.issue", tenant, request.at(), life.issue(tenant.id(), wish, request.at()));
        };
    }

    AdminAnswer rotate(Tenant tenant, String keyId, AdminRequest request) {
        return switch (KeyBody.grace(request)) {
            case KeyBody.Read.Wrong<Duration>(String message) -> AdminAnswer.invalid(message);
            case KeyBody.Read.Right<Duration>(Duration grace) ->
                answer("key.rotate", tenant, request.at(), life.rotate(tenant.id(), keyId, grace, request.at()));
        };
    }

    AdminAnswer revoke(Tenant tenant, String keyId, AdminRequest request) {
        return answer("key.revoke", tenant, request.at(), life.revoke(tenant.id(), keyId));
    }

    private static AdminAnswer answer(String action, Tenant tenant, Instant now, KeyOutcome outcome) {
        return switch (outcome) {
            case KeyOutcome.Issued issued -> issued(action, tenant, now, issued);
            case KeyOutcome.Revoked(var before, var known) -> {
                ObjectNode after = KeyJson.of(known, now);
                ObjectNode body = body(tenant, after);
                yield AdminAnswer.changed(200, body, change(action, tenant, KeyJson.of(before, now), after));
            }
            case KeyOutcome.Refused(Why why, String message) -> refused(why, message);
        };
    }

    private static AdminAnswer issued(String action, Tenant tenant, Instant now, KeyOutcome.Issued issued) {
        ObjectNode after = KeyJson.of(issued.known(), now);
        JsonNode before =
                issued.before().<JsonNode>map(known -> KeyJson.of(known, now)).orElse(NullNode.getInstance());
        ObjectNode body = body(tenant, after).put("secret", issued.key().text());
        body.set("replaces", before);
        issued.warning().ifPresent(text -> body.put("warning", text));
        return AdminAnswer.changed(201, body, change(action, tenant, before, after));
    }

    private static ObjectNode body(Tenant tenant, ObjectNode key) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("tenant", tenant.id().value());
        body.set("key", key);
        return body;
    }

    private static AdminChange change(String action, Tenant tenant, JsonNode before, JsonNode after) {
        return new AdminChange(action, tenant.id().value(), before, after.deepCopy());
    }

    private static AdminAnswer refused(Why why, String message) {
        return switch (why) {
            case UNKNOWN_KEY -> AdminAnswer.notFound(message);
            case ENDED -> AdminAnswer.error(409, "key_ended", message);
            case TOO_MANY -> AdminAnswer.error(409, "too_many_keys", message);
            case NOT_PROVISIONED -> AdminAnswer.error(409, "not_provisioned", message);
            case BUSY -> AdminAnswer.error(503, "busy", message);
        };
    }
}
