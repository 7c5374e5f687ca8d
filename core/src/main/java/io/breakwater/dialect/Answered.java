package io.breakwater.dialect;

import io.breakwater.model.ModelApi;
import java.time.Instant;

/// What every answer carries in any dialect.
///
/// @param requestId the gateway's id of the request
/// @param model the value of the answer's `model`: the model that answered, or the alias
/// that was asked for
/// @param at when the answer began
/// @param api the API by which the model was called, which decides the answer's format
/// @param aliased whether `model` is the alias; it then also replaces the model's name in answers that
/// otherwise pass unchanged
/// @param target the label of the target that answered; empty before one does
/// @param inputTokens the estimate of the request's input
public record Answered(
        String requestId, String model, Instant at, ModelApi api, boolean aliased, String target, long inputTokens) {

    /// An answer that Bedrock does not store.
    public Answered(String requestId, String model, Instant at, ModelApi api, boolean aliased) {
        this(requestId, model, at, api, aliased, "", 0);
    }

    /// An answer in Converse's format.
    public Answered(String requestId, String model, Instant at) {
        this(requestId, model, at, ModelApi.CONVERSE, false);
    }
}
