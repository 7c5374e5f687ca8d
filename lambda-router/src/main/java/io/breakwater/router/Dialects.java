package io.breakwater.router;

import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.Dialect;
import io.breakwater.dialect.anthropic.AnthropicDialect;
import io.breakwater.surface.ClientFamily;

/// The dialects that clients speak, and which of them each endpoint is answered in.
///
/// @param responses OpenAI's Responses, which also reads the body of a dry run in OpenAI's or Bedrock's dialect
record Dialects(Dialect openAi, Dialect bedrock, Dialect anthropic, Dialect responses) {

    /// The dialect of a dry run depends on its body.
    Dialect of(Endpoint endpoint, ApiRequest request) {
        return switch (endpoint) {
            case Endpoint.Model(ClientFamily family) -> of(family);
            case Endpoint.Nothing(ClientFamily family, var _) -> of(family);
            case Endpoint.CountTokens(ClientFamily family) -> of(family);
            case Endpoint.ListProfiles(), Endpoint.OneProfile _ -> bedrock;
            case Endpoint.PlanOnly() when AnthropicDialect.isSpoken(request) -> anthropic;
            case Endpoint.CreateResponse(), Endpoint.StoredResponse _, Endpoint.PlanOnly() -> responses;
            case Endpoint.ListModels(), Endpoint.OneModel _, Endpoint.Health() -> openAi;
        };
    }

    private Dialect of(ClientFamily family) {
        return switch (family) {
            case OPENAI -> openAi;
            case BEDROCK -> bedrock;
            case ANTHROPIC -> anthropic;
        };
    }
}
