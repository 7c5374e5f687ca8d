package io.breakwater.control.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An operator's request.
///
/// @param path the parts of the path after `/admin/`
/// @param page the page of a list; empty for the first
/// @param by the operator's IAM identity
public record AdminRequest(
        String id, String method, List<String> path, Optional<String> page, ObjectNode body, String by, Instant at) {
    public AdminRequest {
        path = List.copyOf(path);
    }
}
