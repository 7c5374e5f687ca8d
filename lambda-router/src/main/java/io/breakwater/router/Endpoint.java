package io.breakwater.router;

import io.breakwater.dialect.Refusal;
import io.breakwater.surface.ApiOperation;
import io.breakwater.surface.ClientFamily;
import io.breakwater.surface.UnknownPath;

/// The endpoint that a method and a path ask for.
sealed interface Endpoint {

    /// A call to a model, in this family's dialect.
    record Model(ClientFamily family) implements Endpoint {}

    /// A call to a model by OpenAI's Responses.
    record CreateResponse() implements Endpoint {}

    /// A question about a response that Bedrock has stored.
    ///
    /// @param id the id as the client sent it
    record StoredResponse(ApiOperation operation, String id) implements Endpoint {}

    record ListModels() implements Endpoint {}

    record OneModel(String name) implements Endpoint {}

    /// A dry run of a call in any dialect.
    record PlanOnly() implements Endpoint {}

    /// How many tokens a request in this family's dialect has.
    record CountTokens(ClientFamily family) implements Endpoint {}

    /// The list of Bedrock's inference profiles that the key may use.
    record ListProfiles() implements Endpoint {}

    /// @param name an id or an ARN
    record OneProfile(String name) implements Endpoint {}

    /// The health check, reached only if no front server answers it.
    record Health() implements Endpoint {}

    /// @param family the shape of the error
    record Nothing(ClientFamily family, Refusal refusal) implements Endpoint {}

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
                .orElseGet(() -> new Nothing(
                        ClientFamily.of(path),
                        Refusal.methodNotAllowed(
                                "this path answers %s only, got %s"
                                        .formatted(operation.methods(), Refusal.quoted(method)),
                                operation.methods())));
    }

    private static Endpoint of(ApiOperation operation, String path) {
        return switch (operation) {
            case CREATE_CHAT_COMPLETION,
                    CREATE_COMPLETION,
                    CREATE_DEPLOYMENT_CHAT_COMPLETION,
                    CREATE_DEPLOYMENT_COMPLETION,
                    CREATE_EMBEDDING,
                    CREATE_DEPLOYMENT_EMBEDDING -> new Model(ClientFamily.OPENAI);
            case CONVERSE, CONVERSE_STREAM, INVOKE, INVOKE_STREAM -> new Model(ClientFamily.BEDROCK);
            case CREATE_RESPONSE -> new CreateResponse();
            case GET_RESPONSE, DELETE_RESPONSE, CANCEL_RESPONSE ->
                new StoredResponse(operation, operation.variable(path));
            case CREATE_MESSAGE -> new Model(ClientFamily.ANTHROPIC);
            case COUNT_MESSAGE_TOKENS -> new CountTokens(ClientFamily.ANTHROPIC);
            case COUNT_TOKENS -> new CountTokens(ClientFamily.BEDROCK);
            case LIST_INFERENCE_PROFILES -> new ListProfiles();
            case GET_INFERENCE_PROFILE -> new OneProfile(operation.variable(path));
            case LIST_MODELS -> new ListModels();
            case GET_MODEL -> new OneModel(operation.variable(path));
            case PLAN -> new PlanOnly();
            case HEALTH, HELLO -> new Health();
            case GET_USAGE -> elsewhere(path, "it is at GET " + path + ", with no other base");
        };
    }

    private static Endpoint elsewhere(String path, String instead) {
        return new Nothing(
                ClientFamily.of(path),
                Refusal.routeNotFound("there is no such path: %s; %s".formatted(Refusal.quoted(path), instead)));
    }
}
