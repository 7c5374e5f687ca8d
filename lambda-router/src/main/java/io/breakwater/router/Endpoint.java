package io.breakwater.router;

import io.breakwater.dialect.Refusal;
import io.breakwater.surface.ApiOperation;
import io.breakwater.surface.RouterTask;
import io.breakwater.surface.UnknownPath;

/// What a method and a path ask for.
sealed interface Endpoint {

    /// @param task what the router has to do for the operation
    record Served(ApiOperation operation, RouterTask task) implements Endpoint {}

    record Nothing(Refusal refusal) implements Endpoint {}

    /// A HEAD is a GET whose body is not sent.
    static Endpoint of(String method, String path) {
        return ApiOperation.at(path)
                .map(operation -> of(operation, method.equals("HEAD") ? "GET" : method, path))
                .orElseGet(() -> elsewhere(path, UnknownPath.instead(path)));
    }

    private static Endpoint of(ApiOperation operation, String method, String path) {
        return operation
                .with(method)
                .map(meant -> of(meant, path))
                .orElseGet(() -> new Nothing(Refusal.methodNotAllowed(
                        "this path answers %s only, got %s".formatted(operation.methods(), Refusal.quoted(method)),
                        operation.methods())));
    }

    private static Endpoint of(ApiOperation operation, String path) {
        return operation
                .task()
                .<Endpoint>map(task -> new Served(operation, task))
                .orElseGet(() ->
                        elsewhere(path, "it is at %s %s, with no other base".formatted(operation.method(), path)));
    }

    private static Endpoint elsewhere(String path, String instead) {
        return new Nothing(
                Refusal.routeNotFound("there is no such path: %s; %s".formatted(Refusal.quoted(path), instead)));
    }
}
