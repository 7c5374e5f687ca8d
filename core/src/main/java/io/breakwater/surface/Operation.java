package io.breakwater.surface;

import java.util.List;
import java.util.stream.Stream;

/// A method at a path of the API.
public sealed interface Operation permits ApiOperation, AdminOperation {

    /// The HTTP method.
    String method();

    /// The path with names in braces for what differs, as OpenAPI writes it.
    String path();

    Answerer answeredBy();

    /// Everything that the API answers: the operations of tenants and of operators.
    static List<Operation> all() {
        return Stream.concat(Stream.<Operation>of(ApiOperation.values()), Stream.of(AdminOperation.values()))
                .toList();
    }
}
