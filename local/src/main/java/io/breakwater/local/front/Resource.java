package io.breakwater.local.front;

/// The resources of the API.
enum Resource {
    /// Liveness, without a key.
    HEALTH("/healthz"),
    USAGE("/v1/usage"),
    PROXY("/{proxy+}"),
    /// A path or method that the API does not have.
    NONE("");

    private final String template;

    Resource(String template) {
        this.template = template;
    }

    /// The resource's path as events name it.
    String template() {
        return template;
    }

    /// The most specific resource wins, whatever methods it has; `{proxy+}` needs at least one character.
    static Resource of(String method, String path) {
        return switch (path) {
            case "/healthz" -> method.equals("GET") ? HEALTH : NONE;
            case "/v1/usage" -> method.equals("GET") ? USAGE : NONE;
            case "/", "" -> NONE;
            default -> PROXY;
        };
    }
}
