package io.breakwater.surface;

import java.util.List;
import java.util.stream.Stream;

/// A method at a path of the API.
public sealed interface Operation permits ApiOperation, AdminOperation {

    /// The HTTP method.
    String method();

    /// The path, with names in braces for variable parts, as in OpenAPI.
    String path();

    Answerer answeredBy();

    /// All operations of the API, for tenants and for operators.
    static List<Operation> all() {
        return Stream.concat(Stream.<Operation>of(ApiOperation.values()), Stream.of(AdminOperation.values()))
                .toList();
    }
}
