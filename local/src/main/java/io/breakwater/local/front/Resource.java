package io.breakwater.local.front;

/// The resources of the API.
enum Resource {
    /// Liveness, without a key.
    HEALTH("/healthz"),
    USAGE("/v1/usage"),
    PROXY("/{proxy+}"),
    /// The root, which has no method.
    NONE("");

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
        return switch (path) {
            case "/healthz" -> method.equals("GET") ? HEALTH : PROXY;
            case "/v1/usage" -> method.equals("GET") ? USAGE : PROXY;
            case "/", "" -> NONE;
            default -> PROXY;
        };
    }
}
