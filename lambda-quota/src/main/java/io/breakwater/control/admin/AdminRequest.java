package io.breakwater.control.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an operator asks for.
///
/// @param path what follows `/admin/`, in its parts
/// @param page which page of a list; empty for the first
/// @param by who asks, as AWS IAM knows them
public record AdminRequest(
        String id, String method, List<String> path, Optional<String> page, ObjectNode body, String by, Instant at) {
    public AdminRequest {
        path = List.copyOf(path);
    }
}
