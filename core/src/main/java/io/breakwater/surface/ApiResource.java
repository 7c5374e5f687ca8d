package io.breakwater.surface;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The resources of the API in API Gateway: path template and method decide which function is invoked
/// and which authorizer checks the key.
///
/// If the authorizer's answers are cached, the paths of each realm of keys are separate resources
/// ([#inRealm]); otherwise they belong to the router's resource like all others ([#of]).
public enum ApiResource {
    /// Liveness, without a key.
    HEALTH("/healthz", Answerer.FRONT, KeyRealm.SHARED),
    USAGE("/v1/usage", Answerer.USAGE, KeyRealm.SHARED),
    /// The operators' API, with AWS credentials instead of a key.
    ADMIN("/admin/{proxy+}", Answerer.OPERATORS, KeyRealm.SHARED),
    /// Bedrock's paths, if the authorizer's answers are cached.
    MODEL("/model/{proxy+}", Answerer.ROUTER, KeyRealm.BEDROCK),
    /// Anthropic's paths, if the authorizer's answers are cached.
    MESSAGES("/v1/messages", Answerer.ROUTER, KeyRealm.ANTHROPIC),
    BELOW_MESSAGES("/v1/messages/{proxy+}", Answerer.ROUTER, KeyRealm.ANTHROPIC),
    /// Azure's paths, if the authorizer's answers are cached.
    DEPLOYMENTS("/openai/deployments/{proxy+}", Answerer.ROUTER, KeyRealm.AZURE),
    AZURE_MODELS("/openai/models", Answerer.ROUTER, KeyRealm.AZURE),
    BELOW_AZURE_MODELS("/openai/models/{proxy+}", Answerer.ROUTER, KeyRealm.AZURE),
    PROXY("/{proxy+}", Answerer.ROUTER, KeyRealm.SHARED),
    /// The root, which has no method.
    NONE("", Answerer.FRONT, KeyRealm.SHARED);

    private static final String GREEDY = "{proxy+}";

    private final String template;
    private final Answerer answeredBy;
    private final KeyRealm realm;

    ApiResource(String template, Answerer answeredBy, KeyRealm realm) {
        this.template = template;
        this.answeredBy = answeredBy;
        this.realm = realm;
    }

    /// The resource's path, as in events.
    public String template() {
        return template;
    }

    /// Which part answers its methods; other methods of the same path go to the router, which names the
    /// right one.
    public Answerer answeredBy() {
        return answeredBy;
    }

    /// The realm whose header carries the key.
    public KeyRealm realm() {
        return realm;
    }

    /// The methods that are its own, or `ANY`.
    public List<String> methods() {
        return switch (this) {
            case HEALTH, USAGE -> List.of("GET", "HEAD");
            case ADMIN -> List.of("GET", "PUT", "POST", "DELETE");
            case MODEL, MESSAGES, BELOW_MESSAGES, DEPLOYMENTS, AZURE_MODELS, BELOW_AZURE_MODELS, PROXY ->
                List.of("ANY");
            case NONE -> List.of();
        };
    }

    /// Whether its path ends in a variable that takes any text.
    public boolean greedy() {
        return template.endsWith(GREEDY);
    }

    /// The value of the template's variable in this path, still encoded.
    public Map<String, String> variables(String path) {
        return greedy() ? Map.of("proxy", path.substring(prefix().length())) : Map.of();
    }

    /// The prefix of all paths of a greedy resource.
    public String prefix() {
        return greedy() ? template.substring(0, template.length() - GREEDY.length()) : template;
    }

    /// The most specific resource wins; its other methods go to the router, which names the right one.
    public static ApiResource of(String method, String path) {
        if (ADMIN.reaches(path)) {
            return ADMIN.methods().contains(method) ? ADMIN : NONE;
        }
        return switch (path) {
            case "/healthz" -> HEALTH.methods().contains(method) ? HEALTH : PROXY;
            case "/v1/usage" -> USAGE.methods().contains(method) ? USAGE : PROXY;
            case "/", "" -> NONE;
            default -> PROXY;
        };
    }

    /// As [#of], if each realm of keys has its own resources.
    public static ApiResource inRealm(String method, String path) {
        return Stream.of(values())
                .filter(resource -> resource.realm != KeyRealm.SHARED)
                .filter(resource -> resource.greedy() ? resource.reaches(path) : resource.names(path))
                .findFirst()
                .orElseGet(() -> of(method, path));
    }

    private boolean names(String path) {
        return path.equals(template) || path.equals(template + "/");
    }

    /// `{proxy+}` needs at least one character.
    private boolean reaches(String path) {
        return path.startsWith(prefix()) && path.length() > prefix().length();
    }
}
