package io.breakwater.surface;

/// A method at a path of the API.
public sealed interface Operation permits ApiOperation, AdminOperation {

    /// The HTTP method.
    String method();

    /// The path with names in braces for what differs, as OpenAPI writes it.
    String path();

    Answerer answeredBy();
}
