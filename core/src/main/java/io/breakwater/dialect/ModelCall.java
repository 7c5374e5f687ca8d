package io.breakwater.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.Alias;
import io.breakwater.model.Feature;
import java.util.OptionalLong;
import java.util.Set;

/// A request for a model in canonical form.
///
/// @param alias the model the client asked for
/// @param stream whether the answer is wanted piece by piece
/// @param converse the body of a Bedrock Converse request, without `modelId` and without
/// `inferenceConfig.maxTokens`
/// @param maxTokens the client's own bound on the answer, if it gave one
/// @param needs what the model must understand
/// @param options what the dialect must remember to write the answer, such as OpenAI's
/// `stream_options.include_usage`
public record ModelCall(
        Alias alias,
        boolean stream,
        ObjectNode converse,
        OptionalLong maxTokens,
        Set<Feature> needs,
        AnswerOptions options) {

    public ModelCall {
        needs = Set.copyOf(needs);
    }
}
