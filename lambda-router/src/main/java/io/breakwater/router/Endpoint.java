package io.breakwater.router;

import io.breakwater.dialect.Refusal;
import io.breakwater.surface.ApiOperation;
import io.breakwater.surface.ApiResource;

/// What a method and a path ask for.
sealed interface Endpoint {

    /// A call to a model, in this family's language.
    record Model(Family family) implements Endpoint {}

    record ListModels() implements Endpoint {}

    record OneModel(String name) implements Endpoint {}

    /// A dry run of a chat completion.
    record PlanOnly() implements Endpoint {}

    /// Alive; reached where no front answers by itself.
    record Health() implements Endpoint {}

    record Nothing(Family family, Refusal refusal) implements Endpoint {}

    /// The languages by the paths that belong to them; the family also decides the shape of errors.
    enum Family {
        OPENAI,
        BEDROCK
    }

    static Endpoint of(String method, String path) {
        if (path.startsWith(ApiResource.MODEL.prefix())) {
            return only(ApiOperation.CONVERSE.method(), method, Family.BEDROCK, new Model(Family.BEDROCK));
        }
        return ApiOperation.at(path)
                .map(operation -> only(operation.method(), method, Family.OPENAI, of(operation, path)))
                .orElseGet(Endpoint::elsewhere);
    }

    private static Endpoint of(ApiOperation operation, String path) {
        return switch (operation) {
            case CREATE_CHAT_COMPLETION -> new Model(Family.OPENAI);
            case CONVERSE, CONVERSE_STREAM -> new Model(Family.BEDROCK);
            case LIST_MODELS -> new ListModels();
            case GET_MODEL -> new OneModel(operation.variable(path));
            case PLAN -> new PlanOnly();
            case HEALTH -> new Health();
            case GET_USAGE -> elsewhere();
        };
    }

    private static Endpoint elsewhere() {
        return new Nothing(
                Family.OPENAI,
                new Refusal.RouteNotFound("there is no such path; the README lists the paths of this API"));
    }

    private static Endpoint only(String allowed, String method, Family family, Endpoint endpoint) {
        return allowed.equals(method)
                ? endpoint
                : new Nothing(family, new Refusal.MethodNotAllowed("this path answers " + allowed + " only", allowed));
    }
}
