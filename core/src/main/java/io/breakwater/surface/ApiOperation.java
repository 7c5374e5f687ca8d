package io.breakwater.surface;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tenants' operations, and the one path that needs no key.
public enum ApiOperation implements Operation {
    /// The router answers it only if no front server does.
    HEALTH("GET", "/healthz", Answerer.FRONT, Optional.of(RouterTask.REPORT_HEALTH)),
    CREATE_CHAT_COMPLETION("POST", "/v1/chat/completions", RouterTask.CALL_MODEL),
    /// OpenAI's older form: one text instead of a conversation.
    CREATE_COMPLETION("POST", "/v1/completions", RouterTask.CALL_MODEL),
    /// Azure's form of both, with the model in the path.
    CREATE_DEPLOYMENT_CHAT_COMPLETION(
            "POST", "/openai/deployments/{deployment}/chat/completions", RouterTask.CALL_MODEL),
    CREATE_DEPLOYMENT_COMPLETION("POST", "/openai/deployments/{deployment}/completions", RouterTask.CALL_MODEL),
    /// OpenAI's Responses, whole or streamed.
    CREATE_RESPONSE("POST", "/v1/responses", RouterTask.CALL_MODEL),
    /// Operations on a response that Bedrock has stored.
    CANCEL_RESPONSE("POST", "/v1/responses/{response_id}/cancel", RouterTask.ASK_STORED_RESPONSE),
    GET_RESPONSE("GET", "/v1/responses/{response_id}", RouterTask.ASK_STORED_RESPONSE),
    DELETE_RESPONSE("DELETE", "/v1/responses/{response_id}", RouterTask.ASK_STORED_RESPONSE),
    /// Embeddings, and Azure's form of it.
    CREATE_EMBEDDING("POST", "/v1/embeddings", RouterTask.CALL_MODEL),
    CREATE_DEPLOYMENT_EMBEDDING("POST", "/openai/deployments/{deployment}/embeddings", RouterTask.CALL_MODEL),
    /// Anthropic's Messages, whole or streamed.
    CREATE_MESSAGE("POST", "/v1/messages", RouterTask.CALL_MODEL),
    COUNT_MESSAGE_TOKENS("POST", "/v1/messages/count_tokens", RouterTask.COUNT_TOKENS),
    /// A path that coding agents request when they start, as HEAD.
    HELLO("GET", "/api/hello", RouterTask.REPORT_HEALTH),
    LIST_MODELS("GET", "/v1/models", RouterTask.LIST_MODELS),
    GET_MODEL("GET", "/v1/models/{model}", RouterTask.SHOW_MODEL),
    PLAN("POST", "/v1/plan", RouterTask.PLAN),
    GET_USAGE("GET", "/v1/usage", Answerer.USAGE, Optional.empty()),
    CONVERSE("POST", "/model/{modelId}/converse", RouterTask.CALL_MODEL),
    CONVERSE_STREAM("POST", "/model/{modelId}/converse-stream", RouterTask.CALL_MODEL),
    /// A model family's own format.
    INVOKE("POST", "/model/{modelId}/invoke", RouterTask.CALL_MODEL),
    INVOKE_STREAM("POST", "/model/{modelId}/invoke-with-response-stream", RouterTask.CALL_MODEL),
    COUNT_TOKENS("POST", "/model/{modelId}/count-tokens", RouterTask.COUNT_TOKENS),
    /// Bedrock's control plane, which agents ask at their start for the models that they may use.
    LIST_INFERENCE_PROFILES("GET", "/inference-profiles", RouterTask.LIST_PROFILES),
    GET_INFERENCE_PROFILE("GET", "/inference-profiles/{inferenceProfileId}", RouterTask.SHOW_PROFILE);

    private static final String RESPONSES = "/v1/responses/";

    /// OpenAI's other path segments in the place of a response's id.
    private static final Set<String> NO_RESPONSE = Set.of("compact", "input_tokens");

    private final String method;
    private final String path;
    private final Answerer answeredBy;
    private final Optional<RouterTask> task;

    ApiOperation(String method, String path, RouterTask task) {
        this(method, path, Answerer.ROUTER, Optional.of(task));
    }

    ApiOperation(String method, String path, Answerer answeredBy, Optional<RouterTask> task) {
        this.method = method;
        this.path = path;
        this.answeredBy = answeredBy;
        this.task = task;
    }

    /// An operation at a path, for any method.
    public static Optional<ApiOperation> at(String path) {
        return Stream.of(values()).filter(operation -> operation.isAt(path)).findFirst();
    }

    /// The operation of a method at the path of this one.
    public Optional<ApiOperation> with(String asked) {
        return here().filter(operation -> operation.method.equals(asked)).findFirst();
    }

    private Stream<ApiOperation> here() {
        return Arrays.stream(values()).filter(operation -> operation.path.equals(path));
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

    /// What the router has to do for it; empty if it belongs to another function.
    public Optional<RouterTask> task() {
        return task;
    }

    /// Every method that is answered at its path, in the form of the header `allow`: a HEAD is a GET
    /// without its body.
    public String methods() {
        return here().map(operation -> operation.method.equals("GET") ? "GET, HEAD" : operation.method)
                .collect(Collectors.joining(", "));
    }

    /// The part of a path that the name in braces stands for.
    ///
    /// @throws IllegalArgumentException if the operation has none, or is not at the path
    public String variable(String asked) {
        if (path.equals(asked) || !isAt(asked)) {
            throw new IllegalArgumentException("nothing differs in " + path + " at " + asked);
        }
        return part(asked);
    }

    /// The variable part may be empty and may have slashes, as ARNs do; the id of a response may not.
    private boolean isAt(String asked) {
        if (path.indexOf('{') < 0) {
            return asked.equals(path);
        }
        boolean framed = asked.startsWith(before())
                && asked.endsWith(after())
                && asked.length() >= before().length() + after().length();
        return framed && (!path.startsWith(RESPONSES) || isResponse(part(asked)));
    }

    private static boolean isResponse(String id) {
        return !id.isEmpty() && id.indexOf('/') < 0 && !NO_RESPONSE.contains(id);
    }

    private String part(String asked) {
        return asked.substring(before().length(), asked.length() - after().length());
    }

    private String before() {
        return path.substring(0, path.indexOf('{'));
    }

    private String after() {
        return path.substring(path.indexOf('}') + 1);
    }
}
