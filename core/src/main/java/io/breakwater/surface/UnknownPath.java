package io.breakwater.surface;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Suggests what to call instead of a path that is not served.
public final class UnknownPath {
    private static final String CHAT = "POST " + ApiOperation.CREATE_CHAT_COMPLETION.path();
    private static final String MESSAGES = "Anthropic's API is served at POST " + ApiOperation.CREATE_MESSAGE.path()
            + " and POST " + ApiOperation.COUNT_MESSAGE_TOKENS.path();

    /// Real paths of the same APIs that this gateway does not serve.
    private static final Map<String, String> INSTEAD = Map.of(
            "files",
            "the gateway stores no files: send a file part with the request, in a message of " + CHAT,
            "responses",
            "OpenAI's Responses are served at POST " + ApiOperation.CREATE_RESPONSE.path()
                    + ", and GET, DELETE and POST …/cancel of a stored one; no call lists its input, counts or compacts: keep the input yourself, and shorten it before you send it",
            "embeddings",
            "embeddings are served at POST " + ApiOperation.CREATE_EMBEDDING.path(),
            "messages",
            MESSAGES,
            "anthropic",
            MESSAGES);

    private UnknownPath() {}

    /// A sentence with what is served, or the nearest path and its method.
    public static String instead(String path) {
        String bare = BasePath.bare(path);
        String known = INSTEAD.get(ClientFamily.first(bare));
        if (known != null) {
            return known;
        }
        ClientFamily family = ClientFamily.of(path);
        if (family == ClientFamily.BEDROCK && !bare.startsWith(ApiResource.MODEL.prefix())) {
            return "Bedrock's control plane is not served here; GET " + ApiOperation.LIST_MODELS.path()
                    + " lists the models you may use";
        }
        return nearest(path, family);
    }

    private static String nearest(String path, ClientFamily family) {
        List<ApiOperation> operations = Arrays.stream(ApiOperation.values())
                .filter(operation -> ClientFamily.of(operation.path()) == family)
                .toList();
        return NearestText.to(
                        path,
                        operations.stream()
                                .map(operation -> filled(operation, path))
                                .toList())
                .flatMap(found -> operations.stream()
                        .filter(operation -> filled(operation, path).equals(found))
                        .findFirst())
                .map(operation -> "the nearest is " + operation.method() + " " + operation.path())
                .orElse("docs/openapi.yaml has them all");
    }

    /// The operation's path with the requested path's own value for the name in braces, so that
    /// variable parts add no distance.
    private static String filled(ApiOperation operation, String asked) {
        String[] template = operation.path().split("/");
        String[] segments = asked.split("/");
        for (int i = 0; i < Math.min(template.length, segments.length); i++) {
            if (template[i].startsWith("{")) {
                template[i] = segments[i];
            }
        }
        return String.join("/", template);
    }
}
