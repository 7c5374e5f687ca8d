package io.breakwater.dialect;

import io.breakwater.model.ModelApi;
import java.time.Instant;

/// What every answer carries whatever its dialect.
///
/// @param requestId the gateway's id of the request
/// @param model the name written into the answer's `model` field: who answered, or the alias that was asked
/// for
/// @param at when the answer began
/// @param api by which the model was called: it says in which language the answer is
/// @param aliased whether `model` is the alias, which then also stands in answers that else pass as the
/// model wrote them
/// @param target the label of the target that answered; empty before one does
/// @param inputTokens the estimate of the request's input
public record Answered(
        String requestId, String model, Instant at, ModelApi api, boolean aliased, String target, long inputTokens) {

    /// An answer of which nothing is stored.
    public Answered(String requestId, String model, Instant at, ModelApi api, boolean aliased) {
        this(requestId, model, at, api, aliased, "", 0);
    }

    /// An answer in Converse's language.
    public Answered(String requestId, String model, Instant at) {
        this(requestId, model, at, ModelApi.CONVERSE, false);
    }
}
