package io.breakwater.local.front;

import java.util.Map;
import java.util.Set;

/// The resources of the API.
enum Resource {
    /// Liveness, without a key.
    HEALTH("/healthz"),
    USAGE("/v1/usage"),
    /// The operators' API, with AWS credentials instead of a key.
    ADMIN("/admin/{proxy+}"),
    /// Bedrock's paths, where answers about keys are cached.
    MODEL("/model/{proxy+}"),
    /// Anthropic's paths, where answers about keys are cached.
    MESSAGES("/v1/messages"),
    BELOW_MESSAGES("/v1/messages/{proxy+}"),
    PROXY("/{proxy+}"),
    /// The root, which has no method.
    NONE("");

    private static final Set<String> ADMIN_METHODS = Set.of("GET", "PUT", "POST", "DELETE");
    private static final String GREEDY = "{proxy+}";

    private final String template;

    Resource(String template) {
        this.template = template;
    }

    /// The resource's path as events name it.
    String template() {
        return template;
    }

    /// What the template's variable stands for in this path, still encoded.
    Map<String, String> variables(String path) {
        return template.endsWith(GREEDY) ? Map.of("proxy", path.substring(prefix().length())) : Map.of();
    }

    private String prefix() {
        return template.substring(0, template.length() - GREEDY.length());
    }

    /// The most specific resource wins; its other methods go to the router, which names the right one.
    static Resource of(String method, String path) {
        if (ADMIN.reaches(path)) {
            return ADMIN_METHODS.contains(method) ? ADMIN : NONE;
        }
        return switch (path) {
            case "/healthz" -> method.equals("GET") ? HEALTH : PROXY;
            case "/v1/usage" -> method.equals("GET") ? USAGE : PROXY;
            case "/", "" -> NONE;
            default -> PROXY;
        };
    }

    /// As [#of], where each realm of keys has its own resources.
    static Resource inRealm(String method, String path) {
        if (MODEL.reaches(path)) {
            return MODEL;
        }
        if (BELOW_MESSAGES.reaches(path)) {
            return BELOW_MESSAGES;
        }
        return path.equals("/v1/messages") || path.equals("/v1/messages/") ? MESSAGES : of(method, path);
    }

    /// `{proxy+}` needs at least one character.
    private boolean reaches(String path) {
        return path.startsWith(prefix()) && path.length() > prefix().length();
    }
}
