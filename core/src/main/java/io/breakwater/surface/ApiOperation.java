package io.breakwater.surface;

import java.util.Optional;
import java.util.stream.Stream;

/// What tenants may call, and the one path that needs no key. A path has one method.
public enum ApiOperation implements Operation {
    HEALTH("GET", "/healthz", Answerer.FRONT),
    CREATE_CHAT_COMPLETION("POST", "/v1/chat/completions", Answerer.ROUTER),
    /// OpenAI's older form: one text instead of a conversation.
    CREATE_COMPLETION("POST", "/v1/completions", Answerer.ROUTER),
    /// Azure's form of both, with the model in the path.
    CREATE_DEPLOYMENT_CHAT_COMPLETION("POST", "/openai/deployments/{deployment}/chat/completions", Answerer.ROUTER),
    CREATE_DEPLOYMENT_COMPLETION("POST", "/openai/deployments/{deployment}/completions", Answerer.ROUTER),
    /// OpenAI's Responses, whole or streamed.
    CREATE_RESPONSE("POST", "/v1/responses", Answerer.ROUTER),
    /// Vectors of texts, and Azure's form of it.
    CREATE_EMBEDDING("POST", "/v1/embeddings", Answerer.ROUTER),
    CREATE_DEPLOYMENT_EMBEDDING("POST", "/openai/deployments/{deployment}/embeddings", Answerer.ROUTER),
    /// Anthropic's Messages, whole or streamed.
    CREATE_MESSAGE("POST", "/v1/messages", Answerer.ROUTER),
    COUNT_MESSAGE_TOKENS("POST", "/v1/messages/count_tokens", Answerer.ROUTER),
    /// What coding agents ask for when they start, as HEAD.
    HELLO("GET", "/api/hello", Answerer.ROUTER),
    LIST_MODELS("GET", "/v1/models", Answerer.ROUTER),
    GET_MODEL("GET", "/v1/models/{model}", Answerer.ROUTER),
    PLAN("POST", "/v1/plan", Answerer.ROUTER),
    GET_USAGE("GET", "/v1/usage", Answerer.USAGE),
    CONVERSE("POST", "/model/{modelId}/converse", Answerer.ROUTER),
    CONVERSE_STREAM("POST", "/model/{modelId}/converse-stream", Answerer.ROUTER),
    /// A model family's own language, today Anthropic's.
    INVOKE("POST", "/model/{modelId}/invoke", Answerer.ROUTER),
    INVOKE_STREAM("POST", "/model/{modelId}/invoke-with-response-stream", Answerer.ROUTER),
    COUNT_TOKENS("POST", "/model/{modelId}/count-tokens", Answerer.ROUTER),
    /// Of Bedrock's control plane, since agents ask it when they start which models they may use.
    LIST_INFERENCE_PROFILES("GET", "/inference-profiles", Answerer.ROUTER),
    GET_INFERENCE_PROFILE("GET", "/inference-profiles/{inferenceProfileId}", Answerer.ROUTER);

    private final String method;
    private final String path;
    private final Answerer answeredBy;

    ApiOperation(String method, String path, Answerer answeredBy) {
        this.method = method;
        this.path = path;
        this.answeredBy = answeredBy;
    }

    /// The operation at a path, with whatever method it is asked for.
    public static Optional<ApiOperation> at(String path) {
        return Stream.of(values()).filter(operation -> operation.isAt(path)).findFirst();
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Answerer answeredBy() {
        return answeredBy;
    }

    /// Every method that is answered at its path, as the header `allow` has it: a HEAD is a GET without its body.
    public String methods() {
        return method.equals("GET") ? "GET, HEAD" : method;
    }

    /// What stands in a path of this operation for the name in braces.
    ///
    /// @throws IllegalArgumentException if the operation has none, or is not at the path
    public String variable(String asked) {
        if (path.equals(asked) || !isAt(asked)) {
            throw new IllegalArgumentException("nothing differs in " + path + " at " + asked);
        }
        return asked.substring(before().length(), asked.length() - after().length());
    }

    /// What differs may be empty and may have slashes, as ARNs do.
    private boolean isAt(String asked) {
        return path.indexOf('{') < 0
                ? asked.equals(path)
                : asked.startsWith(before())
                        && asked.endsWith(after())
                        && asked.length() >= before().length() + after().length();
    }

    private String before() {
        return path.substring(0, path.indexOf('{'));
    }

    private String after() {
        return path.substring(path.indexOf('}') + 1);
    }
}
