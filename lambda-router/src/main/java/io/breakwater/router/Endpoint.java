package io.breakwater.router;

import io.breakwater.dialect.Refusal;

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
        if (path.startsWith("/model/")) {
            return only("POST", method, Family.BEDROCK, new Model(Family.BEDROCK));
        }
        if (path.startsWith("/v1/models/")) {
            return only("GET", method, Family.OPENAI, new OneModel(path.substring("/v1/models/".length())));
        }
        return switch (path) {
            case "/v1/chat/completions" -> only("POST", method, Family.OPENAI, new Model(Family.OPENAI));
            case "/v1/models" -> only("GET", method, Family.OPENAI, new ListModels());
            case "/healthz" -> only("GET", method, Family.OPENAI, new Health());
            case "/v1/usage" -> only("GET", method, Family.OPENAI, elsewhere());
            case "/v1/plan" -> only("POST", method, Family.OPENAI, new PlanOnly());
            default -> elsewhere();
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
