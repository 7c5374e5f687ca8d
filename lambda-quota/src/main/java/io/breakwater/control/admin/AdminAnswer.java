package io.breakwater.control.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// The answer to an operator.
///
/// @param change the change, for the audit log
public record AdminAnswer(int status, ObjectNode body, Optional<AdminChange> change) {

    static AdminAnswer ok(ObjectNode body) {
        return new AdminAnswer(200, body, Optional.empty());
    }

    static AdminAnswer changed(int status, ObjectNode body, AdminChange change) {
        return new AdminAnswer(status, body, Optional.of(change));
    }

    /// @param message for people: what was wrong, the value received, what to do
    public static AdminAnswer error(int status, String code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("code", code).put("message", message);
        return new AdminAnswer(status, body, Optional.empty());
    }

    static AdminAnswer invalid(String message) {
        return error(400, "invalid_request", message);
    }

    static AdminAnswer notFound(String message) {
        return error(404, "not_found", message);
    }
}
