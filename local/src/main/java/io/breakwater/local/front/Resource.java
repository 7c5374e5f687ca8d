package io.breakwater.local.front;

import java.util.Set;

/// The resources of the API.
enum Resource {
    /// Liveness, without a key.
    HEALTH("/healthz"),
    USAGE("/v1/usage"),
    /// The operators' API, with AWS credentials instead of a key.
    ADMIN("/admin/{proxy+}"),
    PROXY("/{proxy+}"),
    /// The root, which has no method.
    NONE("");

    private static final Set<String> ADMIN_METHODS = Set.of("GET", "PUT", "POST", "DELETE");

    private final String template;

    Resource(String template) {
        this.template = template;
    }

    /// The resource's path as events name it.
    String template() {
        return template;
    }

    /// The most specific resource wins; its other methods go to the router, which names the right one. `{proxy+}`
    /// needs at least one character.
    static Resource of(String method, String path) {
        if (path.startsWith("/admin/") && path.length() > "/admin/".length()) {
            return ADMIN_METHODS.contains(method) ? ADMIN : NONE;
        }
        return switch (path) {
            case "/healthz" -> method.equals("GET") ? HEALTH : PROXY;
            case "/v1/usage" -> method.equals("GET") ? USAGE : PROXY;
            case "/", "" -> NONE;
            default -> PROXY;
        };
    }
}
